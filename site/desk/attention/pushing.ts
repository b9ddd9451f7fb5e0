import { signal } from '@preact/signals'
import { attention, KINDS, setAttention } from './preferences.ts'
import { turnOnDesktop } from './desktop.ts'
import { get, post, put } from '../http.ts'
import { onResync } from '../live.ts'
import { go } from '../routing.ts'
import { language } from '../texts.ts'

const WORKER = '/desk/worker.js'
/** Several boxes ticked in a row are one change. */
const SETTLED_MS = 1_000

export const pushSupported = (): boolean =>
  typeof navigator !== 'undefined' && 'serviceWorker' in navigator && 'PushManager' in globalThis
export const turningPush = signal(false)
/** What is being told now: an end must not overtake it. */
let telling: Promise<unknown> = Promise.resolve()

/** Why this browser could not be subscribed: it refuses, or its push service cannot be reached; null: nothing stands in the way. */
export const notPushed = signal<'denied' | 'failed' | null>(null)

/** Within a press of a person: browsers ask nothing otherwise. */
export async function turnOnPush(): Promise<void> {
  turningPush.value = true
  notPushed.value = null
  try {
    if ((await turnOnDesktop()) !== 'granted') notPushed.value = 'denied'
    else if (await subscribed()) setAttention({ push: true })
    else notPushed.value = 'failed'
  } catch {
    notPushed.value = 'failed'
  } finally {
    turningPush.value = false
  }
}

export async function turnOffPush(): Promise<void> {
  notPushed.value = null
  setAttention({ push: false })
  await telling.catch(() => {})
  const registration = await navigator.serviceWorker.getRegistration(WORKER)
  const subscription = await registration?.pushManager.getSubscription()
  if (!subscription) return
  await post('/desk/push/end', { body: { endpoint: subscription.endpoint } })
  await subscription.unsubscribe()
}

/** The registration whose worker shows notifications here; null: the page shows them itself. */
export async function pushRegistration(): Promise<ServiceWorkerRegistration | null> {
  if (!attention.peek().push || !pushSupported()) return null
  const registration = await navigator.serviceWorker.getRegistration(WORKER)
  return registration?.active ? registration : null
}

function subscribed(): Promise<boolean> {
  const mine = keepSubscribed()
  telling = mine
  return mine
}

/** Tells the server where this browser is reached, for what, and when not. */
async function keepSubscribed(): Promise<boolean> {
  const answered = await get('/desk/push')
  if (!answered.ok) return false
  await navigator.serviceWorker.register(WORKER)
  const { pushManager } = await navigator.serviceWorker.ready
  const key = bytesOf(answered.value.key)
  let subscription = await pushManager.getSubscription()
  if (subscription && !isFor(subscription, key)) {
    // Of an installation that was set up anew: its messages would be refused.
    await subscription.unsubscribe()
    subscription = null
  }
  subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscription.toJSON()
  if (!endpoint || !keys?.['p256dh'] || !keys['auth']) return false
  const { ways, words, quiet } = attention.peek()
  const { from, to } = quiet
  const kept = await put('/desk/push', {
    body: {
      endpoint,
      keys: { p256dh: keys['p256dh'], auth: keys['auth'] },
      locale: language.peek(),
      kinds: KINDS.filter((kind) => ways[kind].show),
      words,
      quiet: quiet.on ? { from, to, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone } : null,
    },
  })
  return kept.ok
}

export function startPushing(): void {
  if (!pushSupported()) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = () => {
    clearTimeout(timer)
    // Until it is tried again with the next start, what waits stands in the desk all the same.
    timer = setTimeout(() => attention.peek().push && void subscribed().catch(() => {}), SETTLED_MS)
  }
  attention.subscribe(soon)
  language.subscribe(soon)
  onResync(soon)
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ go?: unknown } | null>) => {
    if (typeof data?.go === 'string' && data.go.startsWith('/desk/')) go(data.go)
  })
}

function isFor({ options }: PushSubscription, key: Uint8Array): boolean {
  const own = options.applicationServerKey && new Uint8Array(options.applicationServerKey)
  return own?.length === key.length && own.every((byte, at) => byte === key[at])
}

const bytesOf = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
