/**
 * What the widget keeps on the visitor's device, under `firstline:<site>:…`. Nothing is written before the visitor's
 * first own act (a search, an answer opened, a message begun). A browser that refuses storage costs only the memory.
 */
export interface DeviceMemory {
  get(name: string): string | null
  set(name: string, value: string | null): void
  names(): string[]
  /** Called when another tab changed a name; null: everything was cleared. */
  onChange(listener: (name: string | null) => void, signal: AbortSignal): void
}

export function deviceMemory(site: string, area: 'localStorage' | 'sessionStorage'): DeviceMemory {
  const prefix = `firstline:${site}:`
  const attempt = <T>(act: (storage: Storage) => T, otherwise: T): T => {
    try {
      return act(window[area])
    } catch {
      return otherwise
    }
  }
  return {
    get: (name) => attempt((storage) => storage.getItem(prefix + name), null),
    set: (name, value) =>
      attempt(
        (storage) => (value === null ? storage.removeItem(prefix + name) : storage.setItem(prefix + name, value)),
        undefined,
      ),
    names: () =>
      attempt(
        (storage) =>
          Object.keys(storage)
            .filter((key) => key.startsWith(prefix))
            .map((key) => key.slice(prefix.length)),
        [],
      ),
    onChange(listener, signal) {
      const heard = (event: StorageEvent) => {
        if (event.key === null) listener(null)
        else if (event.key.startsWith(prefix)) listener(event.key.slice(prefix.length))
      }
      if (area === 'localStorage') addEventListener('storage', heard, { signal })
    },
  }
}

/** Parses what was stored; whatever does not fit `read` counts as absent. */
export function readStored<T>(memory: DeviceMemory, name: string, read: (value: unknown) => T): T | null {
  try {
    return read(JSON.parse(memory.get(name) ?? 'null'))
  } catch {
    return null
  }
}
