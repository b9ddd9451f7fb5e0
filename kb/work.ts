/** Told what begins on this thread, by a name and a size; returns what to call at its end. For whoever watches that the loop stays free. */
export type Began = (name: string, size: number) => () => void

export const unwatched: Began = () => () => {}

/** Work nobody asked for, under its name: should it hold the thread, the log can say what it was. */
export async function named<T>(
  began: Began | undefined,
  name: string,
  size: number,
  work: () => Promise<T>,
): Promise<T> {
  const ended = began?.(name, size)
  try {
    return await work()
  } finally {
    ended?.()
  }
}
