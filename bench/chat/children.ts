import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Task } from './generator.ts'

const file = (name: string) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
export interface Run {
  pairs: number
  seconds: number
  say(text: string): void
}

export interface Measured {
  cpuUs: number
  rss: number
  loopP99Ms: number
  loopMaxMs: number
}
export interface Child {
  process: ChildProcess
  url: string
}

/** A server of this folder in a process of its own. */
export async function open(name: string, ...args: string[]): Promise<Child> {
  const child = fork(file(name), args, { execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'] })
  const { port } = await answerOf<{ port: number }>(child, 'port')
  return { process: child, url: `http://127.0.0.1:${port}` }
}

export const startGenerator = (task: Task): ChildProcess => {
  const generator = fork(file('generator'), [], { execArgv: ['--disable-warning=ExperimentalWarning'] })
  generator.send({ task })
  return generator
}

export const answerOf = <T>(child: ChildProcess, key: string): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    const hear = (message: unknown) => {
      if (typeof message !== 'object' || message === null) return
      if ('fault' in message) reject(new Error(String(message.fault)))
      if (!(key in message)) return
      child.off('message', hear)
      resolve(message as T)
    }
    child.on('message', hear)
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })

export const ask = async (child: Child, what: 'reset' | 'measure' | 'collect'): Promise<Measured> => {
  child.process.send(what)
  return answerOf<Measured>(child.process, 'cpuUs')
}

export const close = (child: Child): Promise<void> =>
  new Promise<void>((resolve) => {
    child.process.once('exit', () => resolve())
    child.process.disconnect()
  })

export interface Drive<R> {
  result: R
  cpuUs: number
  /** What else worked for the same messages. */
  alsoCpuUs: number
  measured: Measured
}

/** Runs a task in a fresh generator; CPU and event loop are measured in the same window as its messages. `talking`: everybody is connected. */
export async function drive<R>(
  server: Child,
  task: Task,
  { alsoCpuUs = () => 0, talking = () => {} }: { alsoCpuUs?: () => number; talking?: () => void } = {},
): Promise<Drive<R>> {
  const generator = startGenerator(task)
  generator.on('message', (message) => Object.hasOwn(message as object, 'talking') && talking())
  // Listened for from the beginning: it may come while the server is still asked what it spent.
  const ending = answerOf(generator, 'ended')
  const told = answerOf<{ result: R }>(generator, 'result')
  await answerOf(generator, 'started')
  const [before, alsoBefore] = [await ask(server, 'reset'), alsoCpuUs()]
  await ending
  const [measured, alsoAfter] = [await ask(server, 'measure'), alsoCpuUs()]
  const { result } = await told
  const exited = new Promise((resolve) => generator.once('exit', resolve))
  generator.send({ end: true })
  await exited
  return { result, cpuUs: measured.cpuUs - before.cpuUs, alsoCpuUs: alsoAfter - alsoBefore, measured }
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number
export const round = (value: number, digits = 2): number | null =>
  Number.isFinite(value) ? Number(value.toFixed(digits)) : null
