import { computed, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { TextKey } from '../texts.ts'
import { ownKeys, type Press, withOwnKeys } from './own-keys.ts'

export type { Press }

export interface Action {
  id: string
  label: TextKey
  place: TextKey
  /** One press, or two in a row (`G`, then `I`). */
  keys?: readonly [Press] | readonly [Press, Press]
  /** Runs also while a field has the focus. Presses with Alt or Ctrl always do. */
  inFields?: boolean
  enabled?: () => boolean
  run: () => void
}

const SEQUENCE_MS = 1_200
const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

const groups = signal<readonly (readonly Action[])[]>([])
/** Everything that can be done from here; the command bar and the list of keys show exactly this. */
export const actions = computed((): Action[] => groups.value.flat().map((each) => withOwnKeys(each, ownKeys.value)))

/** One line per thing to do: presses that mean the same are shown once, by the first of them. */
export function offered(): Action[] {
  const byLabel = new Map<string, Action>()
  for (const each of actions.value)
    if ((each.enabled?.() ?? true) && !byLabel.has(each.label)) byLabel.set(each.label, each)
  return [...byLabel.values()]
}

/** Offers actions for as long as the component is on the screen. */
export function useActions(list: () => readonly Action[], inputs: readonly unknown[] = []): void {
  useEffect(() => {
    const mine = list()
    groups.value = [...groups.peek(), mine]
    return () => {
      groups.value = groups.peek().filter((each) => each !== mine)
    }
  }, [...inputs])
}

export function isField(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLElement> | null
  return Boolean(element?.isContentEditable) || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? '')
}

function fits(event: KeyboardEvent, press: Press): boolean {
  return (
    event.code === press.code &&
    event.altKey === (press.alt ?? false) &&
    (event.ctrlKey || event.metaKey) === (press.ctrl ?? false) &&
    event.shiftKey === (press.shift ?? false)
  )
}

let first: { code: string; at: number } | null = null

/** The action a press means now, or null. Exported for the tests. */
export function actionFor(event: KeyboardEvent, offered: readonly Action[], at: number): Action | null {
  const typing = isField(event.target)
  const free = offered.filter((each) => each.enabled?.() ?? true)
  const begun = first && at - first.at < SEQUENCE_MS ? first.code : null
  first = null
  for (const action of free) {
    const [one, two] = action.keys ?? []
    if (!one) continue
    if (two) {
      if (!typing && begun === one.code && fits(event, two)) return action
    } else if (!begun && fits(event, one) && (!typing || one.alt || one.ctrl || action.inFields)) return action
  }
  const begins = free.some(({ keys }) => keys?.[1] && keys[0] && fits(event, keys[0]))
  if (begins && !typing) first = { code: event.code, at }
  return null
}

export function startKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return
    if (document.querySelector('dialog[open]') && event.code !== 'KeyK') return
    const action = actionFor(event, actions.value, event.timeStamp)
    if (!action) return
    event.preventDefault()
    action.run()
  })
}

/** The key of an action as it is now, for what names it beside its button. */
export function keyFor(id: string): string | undefined {
  const keys = actions.value.find((each) => each.id === id)?.keys
  return keys && pressName(keys)
}

const NAMES: Record<string, string> = {
  Slash: '/',
  Period: '.',
  Comma: ',',
  Enter: 'Enter',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Digit7: '7',
}

/** How a press is written for a reader: `Alt+J`, `⌘K`, `G I`. */
export function pressName(keys: readonly Press[]): string {
  return keys
    .map((press) => {
      if (press.code === 'Slash' && press.shift) return '?'
      const name = NAMES[press.code] ?? press.code.replace(/^(Key|Digit)/, '')
      const marks = isMac ? { ctrl: '⌘', alt: '⌥', shift: '⇧' } : { ctrl: 'Ctrl+', alt: 'Alt+', shift: 'Shift+' }
      return `${press.ctrl ? marks.ctrl : ''}${press.alt ? marks.alt : ''}${press.shift ? marks.shift : ''}${name}`
    })
    .join(' ')
}
