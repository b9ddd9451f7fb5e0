import { beforeEach, describe, expect, it } from 'vitest'
import type { PushFact } from '#protocol'
import { pushWorker, type WorkerScope, type WorkerWords } from './worker.ts'

type Listener = (event: object) => void
const fact: PushFact = {
  ...{ kind: 'message', key: 'message cnv_1', address: '/desk/inbox/mine/cnv_1' },
  ...{ locale: 'en', shop: 'Tropa', words: null },
}
const words = { en: { message: 'New message' }, ru: {}, de: {} } as unknown as WorkerWords

let listeners: Map<string, Listener>
let shown: object[]
let opened: string[]
let told: unknown[]
let windows: { url: string; focused: boolean }[]
beforeEach(() => {
  listeners = new Map()
  ;[shown, opened, told, windows] = [[], [], [], []]
  const scope = {
    addEventListener: (name: string, listener: Listener) => void listeners.set(name, listener),
    skipWaiting: async () => {},
    clients: {
      claim: async () => {},
      matchAll: async () =>
        windows.map((one) => ({
          ...one,
          focus: async () => {},
          postMessage: (message: unknown) => void told.push(message),
        })),
      openWindow: async (address: string) => void opened.push(address),
    },
    registration: { showNotification: async (title: string, how: object) => void shown.push({ title, ...how }) },
  }
  // As browsers get it: its text, standing for itself alone.
  new Function('scope', 'words', `(${pushWorker.toString()})(scope, words)`)(
    scope satisfies WorkerScope | object,
    words,
  )
})
async function happens(name: string, event: object): Promise<void> {
  let work: Promise<unknown> = Promise.resolve()
  listeners.get(name)?.({ ...event, waitUntil: (one: Promise<unknown>) => (work = one) })
  await work
}
const push = (data: unknown = fact) => happens('push', { data: { json: () => data } })
const press = (data: unknown) => happens('notificationclick', { notification: { data, close: () => {} } })

describe('the worker of a closed desk', () => {
  it('shows what it is told, under the name of what it is about', async () => {
    await push()
    await push({ ...fact, words: 'Where is it?' })
    const one = {
      title: 'New message',
      tag: 'message cnv_1',
      data: { address: fact.address },
      icon: '/favicon.svg',
      lang: 'en',
    }
    expect(shown).toEqual([
      { ...one, body: 'Tropa' },
      { ...one, body: 'Where is it?' },
    ])
  })

  it('shows nothing to somebody who looks at the desk, and does to who looks at another page of the shop', async () => {
    windows = [{ url: 'https://help.example/desk/inbox', focused: true }]
    await push()
    expect(shown).toEqual([])
    windows = [
      { url: 'https://help.example/deskchair', focused: true },
      { url: 'https://help.example/desk', focused: false },
    ]
    await push()
    expect(shown).toHaveLength(1)
  })

  it('leads to what it is about, in a desk that is open or in a new one', async () => {
    await press({ address: fact.address })
    await press({ address: 'https://evil.example/' })
    await press(null)
    expect(opened).toEqual([fact.address, '/desk/inbox', '/desk/inbox'])
    windows = [{ url: 'https://help.example/desk/inbox', focused: false }]
    await press({ address: fact.address })
    expect(told).toEqual([{ go: fact.address }])
  })
})
