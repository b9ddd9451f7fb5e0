import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { timedThread } from './timed-thread.ts'

/** Answers which of its own threads it is, and how many jobs that one had. */
const PROGRAM = new URL(
  `data:text/javascript,${encodeURIComponent(
    `import { parentPort, threadId } from 'node:worker_threads'
     let jobs = 0
     parentPort.on('message', () => parentPort.postMessage({ threadId, jobs: ++jobs }))`,
  )}`,
)

describe('a timed thread', () => {
  it('keeps its thread between jobs', async () => {
    const thread = timedThread<string, { threadId: number; jobs: number }>(PROGRAM, 10_000, {})
    const first = await thread.run('a')
    expect(await thread.run('b')).toEqual({ ...(first as object), jobs: 2 })
    await thread.close()
  })
  it('gives it back when nobody has used it for a while, and starts anew', async () => {
    const thread = timedThread<string, { threadId: number; jobs: number }>(PROGRAM, 10_000, {}, 20)
    const first = await thread.run('a')
    await expect
      .poll(
        async () => {
          await pause(60)
          return ((await thread.run('b')) as { jobs: number }).jobs
        },
        { timeout: 10_000 },
      )
      .toBe(1)
    expect(await thread.run('c')).not.toMatchObject({ threadId: (first as { threadId: number }).threadId })
    await thread.close()
  })
})
