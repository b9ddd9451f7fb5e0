import type { Store } from '#client'

/** localStorage read through a guard: what another version or another hand wrote there is not trusted. */
export function readStored<T>(key: string, guard: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return guard(value) ? value : null
  } catch {
    return null
  }
}

/** A full or forbidden storage loses the convenience, never the work: the server holds drafts and messages too. */
export function writeStored(key: string, value: unknown): void {
  try {
    if (value === null || value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {
    return
  }
}

/** The names under `prefix` in localStorage, as a store of small texts. */
export const browserStore = (prefix: string): Store => ({
  get: (name) => attempt(() => localStorage.getItem(prefix + name), null),
  set: (name, value) =>
    attempt(
      () => (value === null ? localStorage.removeItem(prefix + name) : localStorage.setItem(prefix + name, value)),
      undefined,
    ),
  names: () =>
    attempt(
      () =>
        Object.keys(localStorage)
          .filter((key) => key.startsWith(prefix))
          .map((key) => key.slice(prefix.length)),
      [],
    ),
})

function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act()
  } catch {
    return otherwise
  }
}
