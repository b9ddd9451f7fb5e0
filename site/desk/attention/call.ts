import { pushRegistration } from './pushing.ts'
import { go } from '../routing.ts'
import { site } from '../session/session.ts'
import { language, t } from '../texts.ts'
import { answersLocale } from '#shared'
import { attention, isQuiet, type Kind } from './preferences.ts'
import { isCaller, isLookedAt } from './tabs.ts'
import { sound } from './tone.ts'

export interface Call {
  kind: Kind
  /** What it is about: a later call about the same replaces the notification. */
  key: string
  address: string
  /** In the visitor's own words; shown only where the person chose so. */
  words?: string
  /** Whether it still waits for somebody. */
  waits(): boolean
}

/** An offer lasts seconds; anything else may wait for a minute before it is said again. */
const AGAIN_MS: Record<Kind, number> = {
  offer: 5_000,
  message: 60_000,
  transfer: 60_000,
  mention: 60_000,
  returned: 300_000,
  woken: 300_000,
  task: 300_000,
  left: 300_000,
}
const AGAIN_AT_MOST = 10
const WORDS_AT_MOST = 140

const again = new Map<string, ReturnType<typeof setInterval>>()

/** Calls the person as they chose: sounds from one tab alone, a notification only where nobody looks at the desk. */
export function call(one: Call): void {
  if (!isCaller()) return
  const ways = attention.peek().ways[one.kind]
  say(one)
  clearInterval(again.get(one.key))
  if (!ways.repeat || !ways.sound) return
  let times = 0
  const timer = setInterval(() => {
    times += 1
    if (times <= AGAIN_AT_MOST && one.waits() && attention.peek().ways[one.kind].repeat) return void say(one)
    clearInterval(timer)
    if (again.get(one.key) === timer) again.delete(one.key)
  }, AGAIN_MS[one.kind])
  again.set(one.key, timer)
}

function say(one: Call): void {
  const { ways, quiet, desktop } = attention.peek()
  if (isQuiet(quiet, new Date())) return
  if (ways[one.kind].sound) sound(one.kind)
  if (desktop && ways[one.kind].show) void show(one)
}

async function show({ kind, key, address, words, waits }: Call): Promise<void> {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  if ((await isLookedAt()) || !waits()) return
  const title = t(`attention.said.${kind}`)
  const body = attention.peek().words ? (words ?? '').slice(0, WORDS_AT_MOST) : shopName()
  const how = { body, tag: key, icon: '/favicon.svg', silent: true }
  // Shown by the worker, so that a push message about the same takes its place instead of standing beside it.
  const registration = await pushRegistration()
  if (registration) return registration.showNotification(title, { ...how, data: { address } })
  try {
    const shown = new Notification(title, how)
    shown.onclick = () => {
      window.focus()
      go(address)
      shown.close()
    }
  } catch {
    // Android's Chromium shows them by a service worker alone.
    return
  }
}

const shopName = () => site.peek()?.name[answersLocale(language.peek())] ?? ''
