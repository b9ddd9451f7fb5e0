import { describe, expect, it } from 'vitest'
import { wakeWithPage } from './page-wakes.ts'

describe('a link that lives with its page', () => {
  const life = new AbortController()
  const did: string[] = []
  const window = new EventTarget()
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  wakeWithPage(
    { wake: () => did.push('wake'), hangUp: () => did.push('hang up'), sleep: () => did.push('sleep') },
    { document, window },
    life.signal,
  )
  const whatFollows = (target: EventTarget, name: string) => {
    did.length = 0
    target.dispatchEvent(new Event(name))
    return did.join()
  }

  it('wakes when somebody looks at it or the network is back', () => {
    expect([
      whatFollows(document, 'visibilitychange'),
      whatFollows(window, 'pageshow'),
      whatFollows(window, 'online'),
    ]).toEqual(['wake', 'wake', 'wake'])
  })
  it('does not wake behind other tabs', () => {
    document.visibilityState = 'hidden'
    expect(whatFollows(window, 'online')).toBe('')
    document.visibilityState = 'visible'
  })
  it('hangs up when the network is gone, and sleeps in the back/forward cache', () => {
    expect([whatFollows(window, 'offline'), whatFollows(window, 'pagehide')]).toEqual(['hang up', 'sleep'])
  })
  it('is left alone when its life is over', () => {
    life.abort()
    expect(whatFollows(window, 'online')).toBe('')
  })
})
