import { availableParallelism } from 'node:os'
import { answerOf, ask, close, drive, median, open, type Run, round, startGenerator } from './children.ts'
import type { FlowResult } from './generator.ts'

const CONVERSATIONS = 200
const IN_FLIGHT = 400
const SOCKETS_AT_1000 = 1_000
const WARM_SECONDS = 2
/** Offered to the slow disk: a tenth more than the goal. What of it arrives is measured. */
const SLOW_DISK_PER_SECOND = 1_100
const targets = ['product', 'reference'] as const

/** The product beside a bare echo and the barest durable pipeline, interleaved. */
export async function runSqlite({ pairs, seconds, say }: Run): Promise<object> {
  const rows = {
    throughput: [] as number[][],
    cpu: [] as number[][],
    p99: [] as number[][],
    loop: [] as number[],
    connect: [] as number[][],
    memory: [] as number[][],
    slow: [] as FlowResult[],
  }
  const ratio = (all: number[][]) => round(median(all.map(([product = 0, baseline = 1]) => product / baseline)))
  const column = (all: number[][], i: number) => round(median(all.map((row) => row[i] as number)))
  for (let pair = 0; pair < pairs; pair++) {
    // Who goes first changes, so that a machine growing slower favours neither.
    const order = pair % 2 === 0 ? targets : [...targets].reverse()
    const saturated: Record<string, { perSecond: number; cpuUs: number }> = {}
    const steady: Record<string, FlowResult> = {}
    for (const target of order) {
      const server = await open(`${target}-server`)
      const full = await drive<FlowResult>(server, {
        kind: 'saturate',
        target,
        url: server.url,
        conversations: CONVERSATIONS,
        inFlight: IN_FLIGHT,
        seconds,
        warmSeconds: WARM_SECONDS,
        namePrefix: 's',
      })
      const messages = full.result.perSecond * seconds
      saturated[target] = { perSecond: full.result.perSecond, cpuUs: full.cpuUs / messages }
      const flow = await drive<FlowResult>(server, {
        kind: 'flow',
        target,
        url: server.url,
        conversations: SOCKETS_AT_1000,
        perSecond: 1_000,
        seconds,
        warmSeconds: WARM_SECONDS,
        namePrefix: 'f',
      })
      steady[target] = flow.result
      if (target === 'product') rows.loop.push(flow.measured.loopP99Ms)
      await close(server)
    }
    rows.throughput.push(targets.map((target) => saturated[target]?.perSecond as number))
    rows.cpu.push(targets.map((target) => saturated[target]?.cpuUs as number))
    rows.p99.push(targets.map((target) => steady[target]?.peerP99 as number))

    const slow = await open('product-server', '5')
    rows.slow.push(
      (
        await drive<FlowResult>(slow, {
          kind: 'flow',
          target: 'product',
          url: slow.url,
          conversations: CONVERSATIONS,
          perSecond: SLOW_DISK_PER_SECOND,
          seconds,
          warmSeconds: WARM_SECONDS,
          namePrefix: 'd',
        })
      ).result,
    )
    await close(slow)

    const rates: number[] = []
    const memory: number[] = []
    for (const target of ['product', 'echo'] as const) {
      const server = await open(`${target}-server`)
      rates.push(
        (
          await drive<{ perSecond: number }>(server, {
            kind: 'connect',
            target,
            url: server.url,
            sockets: 1_500,
            atOnce: 40,
          })
        ).result.perSecond,
      )
      await close(server)
      const quiet = await open(`${target}-server`)
      const before = await ask(quiet, 'collect')
      const sockets = 5_000
      const generator = startGenerator({ kind: 'idle', target, url: quiet.url, sockets })
      const { result } = await answerOf<{ result: { connected: number } }>(generator, 'result')
      if (result.connected < sockets) throw new Error(`only ${result.connected} of ${sockets} idle sockets`)
      const after = await ask(quiet, 'collect')
      memory.push((after.rss - before.rss) / sockets)
      generator.send({ end: true })
      await close(quiet)
    }
    rows.connect.push(rates)
    rows.memory.push(memory)
    say(
      `pair ${pair + 1}: ${JSON.stringify({ throughput: rows.throughput.at(-1)?.map(Math.round), cpuUs: rows.cpu.at(-1)?.map((n) => round(n)), p99: rows.p99.at(-1)?.map((n) => round(n)), loop: round(rows.loop.at(-1) as number), slow: rows.slow.at(-1), connect: rates.map(Math.round), memory: memory.map(Math.round) })}`,
    )
  }

  return {
    throughput_ratio: ratio(rows.throughput),
    cpu_ratio: ratio(rows.cpu),
    p99_ms_at_1000: column(rows.p99, 0),
    reference_p99_ms_at_1000: column(rows.p99, 1),
    slow_disk_msg_per_s: round(median(rows.slow.map((one) => one.perSecond)), 0),
    slow_disk_p99_ack_ms: round(median(rows.slow.map((one) => one.ackP99))),
    memory_ratio: ratio(rows.memory),
    connect_ratio: ratio(rows.connect),
    event_loop_p99_ms: round(median(rows.loop)),
    throughput_msg_per_s: column(rows.throughput, 0),
    reference_throughput_msg_per_s: column(rows.throughput, 1),
    cpu_us_per_message: column(rows.cpu, 0),
    reference_cpu_us_per_message: column(rows.cpu, 1),
    idle_socket_bytes: column(rows.memory, 0),
    echo_idle_socket_bytes: column(rows.memory, 1),
    connects_per_s: column(rows.connect, 0),
    echo_connects_per_s: column(rows.connect, 1),
    slow_disk_refused: median(rows.slow.map((one) => one.refused)),
    pairs,
    cpus: availableParallelism(),
  }
}
