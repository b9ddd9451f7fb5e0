/**
 * Runs `work` for each key at most once per `everyMs`, always after the last request for it: many changes in one
 * breath are told once, and the last one is never the one left out.
 */
export function later<K>(everyMs: number, work: (key: K) => Promise<void>, failed: (fault: unknown) => void) {
  const due = new Map<K, 'asked' | 'running' | 'asked while running'>()
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false
  const run = (key: K) => {
    due.set(key, 'running')
    work(key)
      .catch(failed)
      .finally(() => {
        const again = due.get(key) === 'asked while running'
        due.delete(key)
        if (again) soon(key)
      })
  }
  const soon = (key: K) => {
    if (stopped || due.get(key) === 'asked') return
    if (due.get(key) === 'running') {
      due.set(key, 'asked while running')
      return
    }
    due.set(key, 'asked')
    const timer = setTimeout(() => {
      timers.delete(timer)
      run(key)
    }, everyMs)
    timers.add(timer)
  }
  return {
    soon,
    stop: () => {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

/** Shorter pauses would cost more timers than they spread work. */
const TRICKLE_MS = 20

/**
 * Runs `work` for each key `afterMs` after it was first asked for, together with at most `atOnce - 1` others that are
 * due: what changes in a thousand places a second is told as a trickle, not as a burst that keeps messages waiting.
 */
export function trickle<K>(
  afterMs: number,
  atOnce: number,
  work: (keys: K[]) => Promise<void>,
  failed: (fault: unknown) => void,
) {
  // In the order of asking, so the first is always the next one due.
  const asked = new Map<K, number>()
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  const takeDue = (): K[] => {
    const due = performance.now() - afterMs
    const keys: K[] = []
    for (const [key, at] of asked) {
      if (at > due || keys.length === atOnce) break
      keys.push(key)
    }
    for (const key of keys) asked.delete(key)
    return keys
  }
  const run = async () => {
    for (let keys = takeDue(); keys.length > 0 && !stopped; keys = takeDue()) {
      await work(keys).catch(failed)
      await new Promise((resolve) => setImmediate(resolve))
    }
    timer = null
    arm()
  }
  const arm = () => {
    const [first] = asked.values()
    if (stopped || timer || first === undefined) return
    timer = setTimeout(() => void run(), Math.max(TRICKLE_MS, first + afterMs - performance.now()))
  }
  return {
    soon: (key: K) => {
      if (!asked.has(key)) asked.set(key, performance.now())
      arm()
    },
    stop: () => {
      stopped = true
      if (timer) clearTimeout(timer)
    },
  }
}
