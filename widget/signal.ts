/**
 * Signals and effects, as far as the widget needs them: 1.1 kB less than `@preact/signals-core`, which is what every
 * visitor of the shop would carry. Each change is told at once; an effect that is running is not told of its own.
 */
export interface Signal<T> {
  /** Read in an effect, a later change runs that effect again. */
  value: T
  /** Reads without being told of changes. */
  peek(): T
}

interface Watch {
  run(): void
  /** The lists this watch stands in. */
  heard: Set<Set<Watch>>
}
let running: Watch | undefined

export function signal<T>(held: T): Signal<T> {
  const watches = new Set<Watch>()
  return {
    get value() {
      if (running) {
        watches.add(running)
        running.heard.add(watches)
      }
      return held
    },
    set value(next) {
      if (next === held) return
      held = next
      // Whoever an earlier one has ended is not run any more.
      for (const watch of [...watches]) if (watches.has(watch) && watch !== running) watch.run()
    },
    peek: () => held,
  }
}

/** Runs now, and again whenever a signal it read has changed; what it returns is called before the next run and at the end. */
export function effect(act: () => unknown): () => void {
  let end: unknown
  const stop = () => {
    for (const watches of watch.heard) watches.delete(watch)
    watch.heard.clear()
    const last = end
    end = undefined
    if (typeof last === 'function') last()
  }
  const watch: Watch = {
    heard: new Set(),
    run() {
      const outer = running
      stop()
      running = watch
      try {
        end = act()
      } finally {
        running = outer
      }
    },
  }
  watch.run()
  return stop
}
