import { signal } from '@preact/signals'
import { readStored, writeStored } from '../stored.ts'

/** Keys go by place on the keyboard (`event.code`), so they work on the Russian layout as on the English one. */
export interface Press {
  code: string
  alt?: boolean
  /** Ctrl, or ⌘ on a Mac. */
  ctrl?: boolean
  shift?: boolean
}
interface Keyed {
  id: string
  /** One press, or two in a row (`G`, then `I`). */
  keys?: readonly [Press] | readonly [Press, Press]
}

const KEY = 'firstline.desk.keys'
const LONGEST_CODE = 24

/** By action, the press this person has chosen for it on this computer; null: none. What stands in no line is as usual. */
export type OwnKeys = Readonly<Record<string, Press | null>>

const isPress = (value: unknown): value is Press =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Press).code === 'string' &&
  (value as Press).code.length <= LONGEST_CODE
const isOwnKeys = (value: unknown): value is OwnKeys =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((each) => each === null || isPress(each))

export const ownKeys = signal<OwnKeys>(readStored(KEY, isOwnKeys) ?? {})

export function setOwnKey(id: string, press: Press | null): void {
  ownKeys.value = { ...ownKeys.peek(), [id]: press }
  writeStored(KEY, ownKeys.value)
}
export function usualKeys(): void {
  ownKeys.value = {}
  writeStored(KEY, null)
}

export function withOwnKeys<Action extends Keyed>(action: Action, own: OwnKeys): Omit<Action, 'keys'> & Keyed {
  const chosen = Object.hasOwn(own, action.id) ? own[action.id] : undefined
  if (chosen === undefined) return action
  const { keys: _, ...rest } = action
  return chosen === null ? rest : { ...rest, keys: [chosen] }
}

const ALONE = new Set([
  'ShiftLeft',
  'ShiftRight',
  'ControlLeft',
  'ControlRight',
  'AltLeft',
  'AltRight',
  'MetaLeft',
  'MetaRight',
  'CapsLock',
])
/** What moves about the page, writes, or closes things must go on doing so. */
const KEPT = new Set([
  'Tab',
  'Escape',
  'Enter',
  'NumpadEnter',
  'Space',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
])

type Pressed = Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** What was pressed, as a press of an action: `none` while only Shift and its like are held, `kept` where the key belongs to the browser. */
export function pressOf(event: Pressed): Press | 'none' | 'kept' {
  const { code, altKey, ctrlKey, metaKey, shiftKey } = event
  if (code === '' || ALONE.has(code)) return 'none'
  const ctrl = ctrlKey || metaKey
  if (KEPT.has(code) && !altKey && !ctrl) return 'kept'
  return {
    code,
    ...(altKey ? { alt: true } : {}),
    ...(ctrl ? { ctrl: true } : {}),
    ...(shiftKey ? { shift: true } : {}),
  }
}

const same = (one: Press, other: Press): boolean =>
  one.code === other.code &&
  (one.alt ?? false) === (other.alt ?? false) &&
  (one.ctrl ?? false) === (other.ctrl ?? false) &&
  (one.shift ?? false) === (other.shift ?? false)

/** What does something else with this press here already: by it alone, or as the first of two. */
export const takenBy = <Action extends Keyed>(press: Press, id: string, among: readonly Action[]): Action | null =>
  among.find((each) => each.id !== id && each.keys !== undefined && same(each.keys[0], press)) ?? null
