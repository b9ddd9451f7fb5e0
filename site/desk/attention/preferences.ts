import { signal } from '@preact/signals'
import { CALL_KINDS, type CallKind, isWithinHours } from '#protocol'
import { readStored, writeStored } from '../stored.ts'

/** What may call somebody back to the desk. */
export const KINDS = CALL_KINDS
export type Kind = CallKind

/** How one of them calls. `show` waits for `Attention.desktop`, and that for the browser's leave. */
export interface Ways {
  sound: boolean
  repeat: boolean
  show: boolean
}

export interface Attention {
  desktop: boolean
  /** Also while the desk is closed, by a push message. */
  push: boolean
  /** Whether a notification may hold what the visitor wrote: whoever passes the screen reads it too. */
  words: boolean
  quiet: { on: boolean; from: string; to: string }
  ways: Record<Kind, Ways>
}

const KEY = 'firstline.desk.attention'
/** Of the time when only an offer had a sound. */
const OLD_SOUND = 'firstline.desk.sound'
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

const silent = (show: boolean): Ways => ({ sound: false, repeat: false, show })
/** Silence is the default, and nothing is shown before it was asked for. */
export const usual = (offerSounds: boolean): Attention => ({
  desktop: false,
  push: false,
  words: false,
  quiet: { on: false, from: '22:00', to: '08:00' },
  ways: {
    offer: { ...silent(true), sound: offerSounds },
    message: silent(true),
    transfer: silent(true),
    mention: silent(true),
    returned: silent(true),
    woken: silent(true),
    task: silent(true),
    left: silent(false),
  },
})

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Field by field: what an older version did not know yet is as usual. */
export function readAttention(stored: unknown, otherwise: Attention): Attention {
  if (!isObject(stored)) return otherwise
  const flag = (of: unknown, name: string, usually: boolean) =>
    isObject(of) && typeof of[name] === 'boolean' ? of[name] : usually
  const time = (of: unknown, name: string, usually: string) => {
    const value = isObject(of) ? of[name] : null
    return typeof value === 'string' && TIME.test(value) ? value : usually
  }
  const ways = isObject(stored.ways) ? stored.ways : {}
  const waysOf = (kind: Kind): Ways => ({
    sound: flag(ways[kind], 'sound', otherwise.ways[kind].sound),
    repeat: flag(ways[kind], 'repeat', otherwise.ways[kind].repeat),
    show: flag(ways[kind], 'show', otherwise.ways[kind].show),
  })
  return {
    desktop: flag(stored, 'desktop', otherwise.desktop),
    push: flag(stored, 'push', otherwise.push),
    words: flag(stored, 'words', otherwise.words),
    quiet: {
      on: flag(stored.quiet, 'on', otherwise.quiet.on),
      from: time(stored.quiet, 'from', otherwise.quiet.from),
      to: time(stored.quiet, 'to', otherwise.quiet.to),
    },
    ways: Object.fromEntries(KINDS.map((kind) => [kind, waysOf(kind)])) as Record<Kind, Ways>,
  }
}

const anything = (value: unknown): value is unknown => value !== null
export const attention = signal(
  readAttention(readStored(KEY, anything), usual(readStored(OLD_SOUND, anything) === true)),
)

export function setAttention(part: Partial<Attention>): void {
  attention.value = { ...attention.peek(), ...part }
  writeStored(KEY, attention.peek())
}

export function setWay(kind: Kind, way: keyof Ways, on: boolean): void {
  const { ways } = attention.peek()
  setAttention({ ways: { ...ways, [kind]: { ...ways[kind], [way]: on } } })
}

/** Whether the clock of this computer stands within the quiet hours; they may reach over midnight. */
export function isQuiet({ on, from, to }: Attention['quiet'], at: Date): boolean {
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  return on && isWithinHours({ from, to }, time)
}
