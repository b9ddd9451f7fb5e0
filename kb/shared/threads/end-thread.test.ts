import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { endThread } from './end-thread.ts'

const thread = async (body: string) => {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads')\n${body}\nparentPort.postMessage('begun')`,
    {
      eval: true,
    },
  )
  await once(worker, 'message')
  return worker
}
const codeOf = (worker: Worker) => new Promise<number>((resolve) => worker.once('exit', resolve))

describe('the end of a thread', () => {
  it('comes by its own hand, after what it is doing', async () => {
    const worker = await thread("parentPort.on('message', (told) => { if (told === 'end') process.exit(7) })")
    const code = codeOf(worker)
    await endThread(worker)
    expect(await code).toBe(7)
  })

  it('is brought about where it does not come', async () => {
    const worker = await thread("parentPort.on('message', () => {})")
    const code = codeOf(worker)
    await endThread(worker)
    expect(await code).toBe(1)
  })

  it('is waited for only once', async () => {
    const worker = await thread("parentPort.once('message', () => parentPort.close())")
    await Promise.all([endThread(worker), endThread(worker)])
    await endThread(worker)
    await endThread(null)
    expect(worker.threadId).toBe(-1)
  })
})
