import { isMainThread } from 'node:worker_threads'

/**
 * Taken into the product by `--import`: how long its main thread is held. Told `begin` it forgets, told `end` it answers. A gap
 * between two turns counts by the wall and by the thread's own work in it: what a busy machine takes away is no hold of ours.
 */
export interface Held {
  /** Longest gap, in ms. */
  wallMs: number
  /** Longest work within one gap, in ms. */
  workMs: number
  /** All that the thread worked. */
  cpuMs: number
}

const EVERY_MS = 5
const workedMs = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

if (isMainThread && process.send) {
  let began = workedMs()
  let held: Held = { wallMs: 0, workMs: 0, cpuMs: 0 }
  let last = { at: performance.now(), worked: began }
  setInterval(() => {
    const now = { at: performance.now(), worked: workedMs() }
    held.wallMs = Math.max(held.wallMs, now.at - last.at)
    held.workMs = Math.max(held.workMs, Math.min(now.worked - last.worked, now.at - last.at))
    last = now
  }, EVERY_MS).unref()
  process.on('message', (told) => {
    if (told === 'begin') {
      began = workedMs()
      held = { wallMs: 0, workMs: 0, cpuMs: 0 }
    } else if (told === 'end') process.send?.({ ...held, cpuMs: workedMs() - began } satisfies Held)
  })
  process.channel?.unref()
}
