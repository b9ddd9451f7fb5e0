import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { COMMITS } from './proxy.ts'
import { anyNode, type Scenario, talk, until } from './load.ts'
import { sleep, type World } from './world.ts'

/** The parts around a node fail: disk, database, Redis, search engine, mail server, readers. */
export const partScenarios: Scenario[] = [
  {
    name: 'slow disk',
    on: ['sqlite'],
    run: async (world) => {
      await world.start({ slowSyncMs: 5 })
      const load = await talk(world, 8, 1, 10)
      await sleep(1_500)
      await world.restart(anyNode(world), 'SIGKILL', { slowSyncMs: 50 })
      await sleep(1_500)
      await load.stop()
    },
  },
  {
    name: 'a slow reader is cut off and catches up',
    on: ['sqlite'],
    run: async (world) => {
      await world.start()
      const link = await world.proxy()
      const [desk] = [await world.operator('writer')]
      await until(() => desk.facts.some(({ fact }) => fact.me?.available), 5_000)
      const reader = await world.visitor('reader', Object.assign(link, { token: await world.token() }))
      reader.start()
      await until(() => desk.mine.size === 1, 8_000)
      const [id] = [...desk.mine] as [string]
      const before = await memoryOf(world)
      const drops = () =>
        world.recorder.log.filter((one) => one.what === 'link' && one.actor === reader.name && !one.up).length
      link.stall()
      for (let n = 0; n < 300; n++) desk.say(id, `${n} ${'ж'.repeat(20_000)}`)
      await until(() => desk.idle(), 30_000)
      await sleep(1_000)
      const grown = (await memoryOf(world)) - before
      world.expect(grown < 150 * 2 ** 20, `a stalled reader cost ${Math.round(grown / 2 ** 20)} MB`)
      link.heal()
      world.expect(
        await until(() => reader.highest(id) >= 302, 20_000),
        `the slow reader reached ${reader.highest(id)}`,
      )
      world.expect(drops() > 0, 'the slow reader was never cut off')
    },
  },
  {
    name: 'PostgreSQL away and back',
    on: ['postgres'],
    run: async (world, long) => {
      const link = await world.throughProxy('database')
      await world.start()
      const load = await talk(world, 6, 2, 10)
      await sleep(1_000)
      for (let round = 0; round < (long ? 5 : 1); round++) {
        link.cut()
        await sleep(2_000)
        link.heal()
        await sleep(2_000)
      }
      await load.stop()
    },
  },
  {
    name: 'PostgreSQL commits and its answer is lost',
    on: ['postgres'],
    run: async (world, long) => {
      const link = await world.throughProxy('database')
      await world.start()
      for (let round = 0; round < (long ? 20 : 2); round++) {
        // While conversations begin, so that what is in doubt is an accept or an offer as often as a message.
        const load = talk(world, 3, 1, 10, `${round}`)
        await sleep(world.random() * 600)
        link.loseAnswersTo(COMMITS, 6)
        world.expect(await until(() => link.answersToLose === 0, 5_000), 'nothing was committed through the link')
        await sleep(500)
        await (await load).stop()
      }
    },
  },
  {
    name: 'facts told to nobody',
    on: ['postgres'],
    run: async (world, long) => {
      await world.start({ factsLost: 0.5 })
      const load = await talk(world, 6, 2, 40)
      await sleep(long ? 20_000 : 2_000)
      await load.stop()
    },
  },
  {
    name: 'Redis away, and back with nothing in it',
    on: ['postgres'],
    run: async (world, long) => {
      const link = await world.throughProxy('redis')
      await world.start()
      const load = await talk(world, 6, 2, 10)
      await sleep(1_000)
      link.cut()
      const lead = await world.operator('lead', { role: 'lead', accepts: false })
      world.expect(
        await until(
          () =>
            lead.facts.some(
              ({ event, fact }) =>
                event === 'notices:changed' && fact.notices.some((one: { code: string }) => one.code === 'redis_down'),
            ) || lead.noticed('redis_down'),
          8_000,
        ),
        'I10: nobody was told that Redis is down',
      )
      await sleep(long ? 60_000 : 3_000)
      await load.stop()
      // Both ends must agree while Redis is still away: the database is the truth.
      const stored = await world.stored()
      const behind = load.visitors.filter(
        (visitor) =>
          visitor.highest(visitor.conversationId ?? '') <
          (stored.conversations.find((one) => one.id === visitor.conversationId)?.lastSeq ?? 0),
      )
      await sleep(2_500)
      const still = behind.filter(
        (visitor) =>
          visitor.highest(visitor.conversationId ?? '') <
          (stored.conversations.find((one) => one.id === visitor.conversationId)?.lastSeq ?? 0),
      )
      world.expect(
        still.length === 0,
        `I4: without Redis ${still.length} visitors were behind the database after 2.5 s`,
      )
      link.heal()
      await world.flushRedis()
      await sleep(3_000)
    },
  },
  {
    name: 'disk full',
    on: ['sqlite'],
    run: async (world) => {
      if (!world.smallDisk(3)) return
      await world.start()
      const load = await talk(world, 4, 1, 5)
      const refusals = () =>
        world.recorder.log.filter((entry) => entry.what === 'refused' && entry.code === 'unavailable').length
      for (let n = 0; n < 400 && refusals() === 0; n++) {
        for (const visitor of load.visitors) if (visitor.waiting() < 8) visitor.say('ф'.repeat(8_000))
        await sleep(20)
      }
      world.expect(refusals() > 0, 'the disk was never full')
      world.growDisk(64)
      await sleep(500)
      await load.stop()
    },
  },
  {
    name: 'the mail server away, and a node killed with letters in hand',
    on: ['sqlite', 'postgres'],
    run: async (world, long) => {
      const mail = await mailServer()
      const link = await world.linkTo(() => mail.port)
      await world.start({ smtpUrl: link.url.replace('http:', 'smtp:') })
      const lead = await world.operator('lead', { role: 'lead', accepts: false })
      const notice = (on: boolean) =>
        until(
          () =>
            lead.facts
              .filter(({ event }) => event === 'notices:changed')
              .at(-1)
              ?.fact.notices.some((one: { code: string }) => one.code === 'mail_down') === on,
          30_000,
        )
      const ask = async (from: number, to: number) => {
        for (let n = from; n < to; n++) {
          const visitor = await world.visitor(`writes${n}`)
          await until(() => visitor.isLive, 5_000)
          visitor.start(`письмом ${n}`, { way: 'message', mail: `anna${n}@mail.test` })
        }
      }
      const count = long ? 40 : 6
      await ask(0, count / 2)
      await until(() => mail.letters.size === count / 2, 20_000)
      // SMTP cannot tell a letter taken from one whose receipt was lost, so the last receipt is let through before the cut.
      await sleep(1_000)
      link.cut()
      await ask(count / 2, count)
      world.expect(await notice(true), 'I10: nobody was told that mail is down')
      await sleep(long ? 60_000 : 1_000)
      await world.restart(anyNode(world))
      link.heal()
      // The first pause is fifteen seconds at most, a letter held by a killed node waits until it is let go.
      const sent = await until(() => mail.letters.size === count, long ? 300_000 : 150_000)
      const rows = await world.rows<{ id: string; sentAt: string | null }>('select "id", "sentAt" from "outbox"')
      world.expect(
        sent && rows.length === count,
        `I10: ${mail.letters.size} letters arrived of ${rows.length} for ${count} visitors`,
      )
      world.expect(
        [...mail.letters.values()].every((times) => times === 1),
        `I10: letters came more than once: ${JSON.stringify([...mail.letters].filter(([, times]) => times > 1))}`,
      )
      world.expect(await notice(false), 'I10: the notice outlived the fault')
      await mail.close()
    },
  },
  {
    name: 'the search engine away',
    on: ['sqlite', 'postgres'],
    run: async (world, long) => {
      const engine = createServer((_, response) => response.end('here'))
      const port = await new Promise<number>((resolve) =>
        engine.listen(0, '127.0.0.1', () => resolve((engine.address() as AddressInfo).port)),
      )
      const link = await world.linkTo(() => port)
      await world.start({ searchUrl: link.url })
      const load = await talk(world, 4, 1, 10)
      const seen = (on: boolean) =>
        until(
          () =>
            load.operators[0]?.facts
              .filter(({ event }) => event === 'notices:changed')
              .at(-1)
              ?.fact.notices.some((one: { code: string }) => one.code === 'search_degraded') === on,
          15_000,
        )
      link.cut()
      world.expect(await seen(true), 'I10: nobody was told that search is degraded')
      const before = world.recorder.count('ok')
      await sleep(long ? 20_000 : 1_000)
      world.expect(world.recorder.count('ok') > before, 'I10: conversations stood still without the search engine')
      link.heal()
      world.expect(await seen(false), 'I10: the notice outlived the fault')
      await load.stop()
      engine.close()
    },
  },
]

const memoryOf = async (world: World): Promise<number> =>
  ((await (await fetch(`http://127.0.0.1:${world.nodes[0]?.port}/memory`)).json()) as { rss: number }).rss

/** A mail server that counts how often each letter arrives. */
async function mailServer(): Promise<{ port: number; letters: Map<string, number>; close(): Promise<void> }> {
  const letters = new Map<string, number>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, _session, done) => {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk))
      stream.on('end', () => {
        const id = /^Message-ID: (.*)$/im.exec(text)?.[1] ?? 'none'
        letters.set(id, (letters.get(id) ?? 0) + 1)
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
