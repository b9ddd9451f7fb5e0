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
