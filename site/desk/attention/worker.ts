import type { InterfaceLocale } from '#shared'
import type { CallKind, PushFact } from '#protocol'

type Lasting = { waitUntil(work: Promise<unknown>): void }
interface Window {
  url: string
  focused: boolean
  focus(): Promise<unknown>
  postMessage(message: unknown): void
}
/** As much of a service worker as this one uses. */
export interface WorkerScope {
  addEventListener(name: 'install', listener: () => void): void
  addEventListener(name: 'activate', listener: (event: Lasting) => void): void
  addEventListener(name: 'push', listener: (event: Lasting & { data: { json(): unknown } | null }) => void): void
  addEventListener(
    name: 'notificationclick',
    listener: (event: Lasting & { notification: { data: unknown; close(): void } }) => void,
  ): void
  skipWaiting(): Promise<void>
  clients: {
    claim(): Promise<void>
    matchAll(of: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Window[]>
    openWindow(address: string): Promise<unknown>
  }
  registration: { showNotification(title: string, options: object): Promise<void> }
}
export type WorkerWords = Record<InterfaceLocale, Record<CallKind, string>>

/**
 * What is left of the desk while it is closed: it shows what it is told, and leads back. It keeps nothing and answers no requests.
 * Sent to browsers as the text of this function, so it stands for itself alone.
 */
export function pushWorker(scope: WorkerScope, words: WorkerWords): void {
  scope.addEventListener('install', () => void scope.skipWaiting())
  scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
  scope.addEventListener('push', (event) => {
    const fact = event.data?.json() as PushFact | undefined
    if (fact) event.waitUntil(show(fact))
  })
  scope.addEventListener('notificationclick', (event) => {
    event.notification.close()
    const { address } = (event.notification.data ?? {}) as { address?: unknown }
    event.waitUntil(open(typeof address === 'string' && address.startsWith('/desk/') ? address : '/desk/inbox'))
  })
  const desks = async () => {
    const windows = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })
    return windows.filter(({ url }) => /^\/desk(\/|$)/.test(new URL(url).pathname))
  }
  async function show({ kind, key, address, locale, shop, words: said }: PushFact): Promise<void> {
    // Whoever looks at the desk sees it there.
    if ((await desks()).some(({ focused }) => focused)) return
    await scope.registration.showNotification(words[locale][kind], {
      body: said ?? shop,
      tag: key,
      lang: locale,
      icon: '/favicon.svg',
      data: { address },
    })
  }
  async function open(address: string): Promise<void> {
    const [desk] = await desks()
    if (!desk) return void (await scope.clients.openWindow(address))
    await desk.focus()
    desk.postMessage({ go: address })
  }
}
