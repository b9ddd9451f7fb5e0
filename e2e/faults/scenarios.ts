import { io } from 'socket.io-client'
import { LIVE_PATH, PROTOCOL_VERSION } from '#protocol'
import type { OperatorActor, VisitorActor } from './actors.ts'
import type { FaultProxy } from './proxy.ts'
import { sleep, type World } from './world.ts'

export interface Scenario {
  name: string
  on: ('sqlite' | 'postgres')[]
  /** Only in the long form. */
  longOnly?: boolean
  run(world: World, long: boolean): Promise<void>
}

/** Visitors in conversation with operators, all talking until `stop`. */
async function talk(world: World, visitors: number, operators: number, pauseMs = 5, names = ''): Promise<{ visitors: VisitorActor[]; operators: OperatorActor[]; stop(): Promise<void> }> {
  const desk: OperatorActor[] = []
  for (let i = 0; i < operators; i++) desk.push(await world.operator(`op${names}${i}`))
  await until(() => desk.every((one) => one.facts.some(({ event, fact }) => event === 'presence:changed' && fact.me?.available)), 8_000)
  const guests: VisitorActor[] = []
  for (let i = 0; i < visitors; i++) {
    const guest = await world.visitor(`v${names}${i}`)
    guest.start()
    guests.push(guest)
  }
  let going = true
  const loops = [
    ...guests.map(async (guest, i) => {
      for (let n = 0; going; n++) {
        if (guest.outbox.length < 4) guest.say(`слово ${i}.${n} ${'я'.repeat(Math.floor(world.random() * 40))}`)
        await sleep(pauseMs + world.random() * pauseMs)
      }
    }),
    ...desk.map(async (operator) => {
      for (let n = 0; going; n++) {
        for (const id of operator.mine) if (operator.outbox.length < 4) operator.say(id, `ответ ${operator.id}.${n}`)
        await sleep(pauseMs * 4)
      }
    }),
  ]
  return {
    visitors: guests,
    operators: desk,
    stop: async () => {
      going = false
      await Promise.all(loops)
    },
  }
}

async function until(holds: () => boolean, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  while (Date.now() < deadline) {
    if (holds()) return true
    await sleep(20)
  }
  return holds()
}

/** Asks again after the pause the server names. */
async function patiently(actor: VisitorActor | OperatorActor, event: string, request: object): ReturnType<VisitorActor['ask']> {
  for (;;) {
    const answer = await actor.ask(event, request)
    if (answer.code !== 'too_many') return answer
    await sleep(answer.retryAfterMs)
  }
}

const anyNode = (world: World) => world.nodes[Math.floor(world.random() * world.nodes.length)] as World['nodes'][number]

export const scenarios: Scenario[] = [
  {
    name: 'kill under load',
    on: ['sqlite', 'postgres'],
    run: async (world, long) => {
      await world.start()
      const load = await talk(world, long ? 24 : 8, 2, long ? 2 : 5)
      for (let kills = 0; kills < (long ? 200 : 4); kills++) {
        // Long enough between kills that clients are back and talking: 100 000 acknowledged messages in 200 kills.
        await sleep(long ? 2_000 + world.random() * 1_500 : 150 + world.random() * 500)
        await world.restart(anyNode(world))
      }
      await sleep(500)
      await load.stop()
    },
  },
  ...(['committed', 'acknowledged'] as const).map(
    (hook): Scenario => ({
      name: `kill between ${hook === 'committed' ? 'commit and acknowledgement' : 'acknowledgement and fan-out'}`,
      on: ['sqlite', 'postgres'],
      run: async (world, long) => {
        await world.start()
        const load = await talk(world, 6, 1)
        for (let kills = 0; kills < (long ? 20 : 2); kills++) {
          const node = await world.restart(anyNode(world), 'SIGKILL', { dieAt: { hook, nth: 1 + Math.floor(world.random() * 40) } })
          await Promise.race([node.exited, sleep(6_000)])
          await world.restart(node)
        }
        await load.stop()
      },
    }),
  ),
  {
    name: 'links cut, silent and one way',
    on: ['sqlite', 'postgres'],
    run: async (world, long) => {
      await world.start()
      const links: FaultProxy[] = []
      const makeLink = world.proxy.bind(world)
      world.proxy = async () => {
        const link = await makeLink()
        links.push(link)
        return link
      }
      const load = await talk(world, 8, 2, 10)
      for (const seconds of long ? [1, 10, 120] : [1]) {
        await Promise.all(
          links.map(async (link, i) => {
            await sleep(world.random() * 300)
            const fault = i % 4
            if (fault === 0) link.cut()
            else if (fault === 1) link.silence('both')
            else if (fault === 2) link.silence('up')
            else link.silence('down')
            await sleep(seconds * 1_000)
            link.heal()
          }),
        )
        await sleep(1_000)
      }
      for (const link of links) link.delay(100 + world.random() * 200)
      await sleep(1_500)
      await load.stop()
    },
  },
  {
    name: 'every packet twice and ten times',
    on: ['sqlite', 'postgres'],
    run: async (world) => {
      await world.start()
      const load = await talk(world, 6, 2, 10)
      load.visitors.forEach((visitor, i) => (visitor.copies = i % 2 === 0 ? 2 : 10))
      for (const operator of load.operators) operator.copies = 2
      await sleep(2_000)
      await load.stop()
    },
  },
  {
    name: 'the same packet on two nodes at once, and one name for two texts',
    on: ['sqlite', 'postgres'],
    run: async (world, long) => {
      await world.start()
      const token = await world.token()
      const reaches = world.nodes.map((node) => ({ url: `http://127.0.0.1:${node.port}`, token }))
      const [a, b] = [await world.visitor('twin__a', reaches[0]), await world.visitor('twin__b', reaches.at(-1))]
      a.start('вопрос twin')
      await until(() => a.conversationId !== null, 5_000)
      b.socket.disconnect().connect()
      await until(() => b.conversationId !== null, 5_000)
      for (let n = 0; n < (long ? 2_000 : 100); n++) {
        a.say(`одно ${n}`, `twin-${n}`)
        b.say(`одно ${n}`, `twin-${n}`)
        await until(() => a.idle() && b.idle(), 3_000)
      }
      const id = a.conversationId as string
      const other = await a.ask('message:send', { conversationId: id, clientMessageId: 'twin-0', text: 'другое' })
      world.expect(other.code === 'conflict', `I2: another text under a known name was answered ${JSON.stringify(other)}`)
    },
  },
  {
    name: 'two operators accept in the same millisecond',
    on: ['sqlite', 'postgres'],
    run: async (world, long) => {
      await world.start({ offerMs: 600_000 })
      const reach = (i: number) => ({ url: `http://127.0.0.1:${world.nodes[i % world.nodes.length]?.port}` })
      const [a, b] = [await world.operator('opa', { accepts: false, reach: reach(0) }), await world.operator('opb', { accepts: false, reach: reach(1) })]
      await until(() => [a, b].every((one) => one.facts.some(({ fact }) => fact.me?.available)), 5_000)
      const visitor = await world.visitor('racer', { ...reach(0), token: await world.token() })
      await until(() => visitor.socket.connected, 5_000)
      for (let race = 0; race < (long ? 10_000 : 60); race++) {
        const answer = await patiently(visitor, 'conversation:start', { clientMessageId: `race-${race}`, text: `гонка ${race}`, way: 'chat', packet: { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null } })
        if (!answer.ok) {
          world.expect(false, `a race could not start: ${JSON.stringify(answer)}`)
          break
        }
        world.recorder.add({ what: 'invoke', actor: 'racer', op: 'start', key: `race-${race}`, conversationId: null, text: `гонка ${race}`, at: Date.now() })
        const conversationId = answer.conversation.id
        const wins = await Promise.all([patiently(a, 'conversation:accept', { conversationId }), patiently(b, 'conversation:accept', { conversationId })])
        world.expect(wins.filter((one) => one.ok).length === 1, `I7: race ${race} was won by ${wins.filter((one) => one.ok).length}: ${JSON.stringify(wins.map((one) => one.code))}`)
        world.expect(wins.some((one) => one.ok || one.code === 'taken'), `I7: race ${race} was lost without saying "taken"`)
        await patiently(visitor, 'conversation:end', { conversationId })
      }
      visitor.lists.clear()
      a.lists.clear()
      b.lists.clear()
    },
  },
  {
    name: 'an operator vanishes with 20 conversations',
    on: ['sqlite', 'postgres'],
    run: async (world, long) => {
      await world.start(long ? {} : { vanishedMs: 1_000 })
      const gone = await world.operator('gone')
      await until(() => gone.facts.some(({ fact }) => fact.me?.available), 5_000)
      const visitors: VisitorActor[] = []
      for (let i = 0; i < 20; i++) visitors.push(await world.visitor(`left${i}`))
      for (const visitor of visitors) visitor.start()
      // Five is the capacity; the rest is given by hand, as a lead would.
      await until(() => gone.mine.size >= 5, 8_000)
      world.expect(gone.mine.size === 5, `I7: capacity 5 was filled with ${gone.mine.size}`)
      for (const id of gone.mine) gone.say(id, `секунду ${id.slice(-4)}`)
      await until(() => gone.idle(), 5_000)
      const held = [...gone.mine]
      for (const id of held) await gone.saveDraft(id, 'начатый отв', 0)
      gone.close()
      const started = Date.now()
      const back = await until(() => visitors.filter((one) => held.includes(one.conversationId ?? '') && one.state === 'queued').length === held.length, 60_000)
      world.expect(back, `I7: after ${Date.now() - started} ms not all conversations were back in the queue`)
      const positions = new Map(visitors.map((one) => [one.conversationId, one]))
      const heir = await world.operator('heir')
      await until(() => heir.mine.size >= 5, 10_000)
      world.expect([...heir.mine].every((id) => held.includes(id) && positions.has(id)), 'I7: returned conversations were not first in line')
      for (const id of heir.mine) {
        const { conversation } = await heir.ask('conversation:open', { conversationId: id, since: 0 })
        world.expect(conversation?.draft?.text === 'начатый отв', `I8: the draft of ${id} was lost`)
      }
    },
  },
  {
    name: 'a visitor with five tabs',
    on: ['sqlite', 'postgres'],
    run: async (world) => {
      await world.start()
      const token = await world.token()
      const tabs: VisitorActor[] = []
      for (let i = 0; i < 5; i++) tabs.push(await world.visitor(`tab__${i}`, Object.assign(await world.proxy(), { token })))
      const first = tabs[0] as VisitorActor
      first.start()
      await until(() => first.conversationId !== null, 5_000)
      for (const tab of tabs.slice(1)) tab.socket.disconnect().connect()
      await until(() => tabs.every((tab) => tab.conversationId !== null), 5_000)
      world.expect(new Set(tabs.map((tab) => tab.conversationId)).size === 1, 'five tabs do not show one conversation')
      for (let n = 0; n < 40; n++) tabs.forEach((tab, i) => tab.say(`вкладка ${i}: ${n}`, `tab${i}-${n}`))
    },
  },
  {
    name: 'a storm of reconnects',
    on: ['sqlite', 'postgres'],
    run: async (world, long) => {
      await world.start()
      const count = long ? 5_000 : 400
      const tokens = await Promise.all(Array.from({ length: count }, () => world.token()))
      const guests: VisitorActor[] = []
      for (let i = 0; i < 4; i++) guests.push(await world.visitor(`calm${i}`))
      for (const guest of guests) guest.start()
      const crowd = Array.from({ length: count }, (_, i) =>
        io(`http://127.0.0.1:${world.nodes[i % world.nodes.length]?.port}/visitor`, {
          path: LIVE_PATH, transports: ['websocket'], forceNew: true, auth: { protocol: PROTOCOL_VERSION, token: tokens[i] }, reconnectionDelay: 500, reconnectionDelayMax: 4_000, randomizationFactor: 1,
        }),
      )
      // A refused handshake of the namespace is retried by the client, as widget and desk do.
      for (const socket of crowd) socket.on('connect_error', (error) => (error as { data?: unknown }).data && setTimeout(() => socket.connect(), Math.random() * 2_000))
      const connected = () => crowd.filter((socket) => socket.connected).length
      world.expect(await until(() => connected() === count, 60_000), `only ${connected()} of ${count} connected`)
      const node = anyNode(world)
      await world.restart(node)
      for (const guest of guests) guest.say(`во время бури ${guest.name}`)
      world.expect(await until(() => connected() === count, 60_000), `after the storm only ${connected()} of ${count} were back`)
      for (const socket of crowd) socket.disconnect()
    },
  },
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
      const drops: string[] = []
      reader.socket.on('disconnect', (reason) => drops.push(reason))
      link.stall()
      for (let n = 0; n < 300; n++) desk.say(id, `${n} ${'ж'.repeat(20_000)}`)
      await until(() => desk.idle(), 30_000)
      await sleep(1_000)
      const grown = (await memoryOf(world)) - before
      world.expect(grown < 150 * 2 ** 20, `a stalled reader cost ${Math.round(grown / 2 ** 20)} MB`)
      link.heal()
      world.expect(await until(() => reader.highest(id) >= 302, 20_000), `the slow reader reached ${reader.highest(id)}`)
      world.expect(drops.length > 0, 'the slow reader was never cut off')
    },
  },
  {
    name: 'killed while typing',
    on: ['sqlite', 'postgres'],
    run: async (world) => {
      await world.start()
      const desk = await world.operator('typist')
      await until(() => desk.facts.some(({ fact }) => fact.me?.available), 5_000)
      const visitor = await world.visitor('patient')
      visitor.start()
      await until(() => desk.mine.size === 1, 8_000)
      const [id] = [...desk.mine] as [string]
      let version = 0
      let last = ''
      for (let n = 1; n <= 10; n++) {
        const saved = await desk.saveDraft(id, 'черновик '.repeat(n), version)
        if (saved.ok) ({ version, text: last } = saved.draft)
        if (n === 6) await world.restart(anyNode(world))
        await until(() => desk.socket.connected, 8_000)
        if (!saved.ok && saved.draft) version = saved.draft.version
      }
      const { conversation } = await desk.ask('conversation:open', { conversationId: id, since: 0 })
      world.expect(conversation?.draft?.text === last && last !== '', `I8: the draft acknowledged as ${last.length} characters is ${conversation?.draft?.text.length}`)
      const other = await world.operator('typist', { accepts: false })
      await until(() => other.socket.connected, 5_000)
      const stale = await other.saveDraft(id, 'из другой вкладки', version - 1)
      world.expect(stale.code === 'draft_conflict' && stale.draft?.text === last, `I8: a stale tab was answered ${JSON.stringify(stale)}`)
    },
  },
  {
    name: 'rolling restart under load',
    on: ['postgres'],
    run: async (world, long) => {
      await world.start()
      const load = await talk(world, 8, 2)
      for (let round = 0; round < (long ? 10 : 1); round++) {
        for (const node of [...world.nodes]) {
          await world.restart(node, 'SIGTERM')
          await sleep(700)
        }
      }
      await load.stop()
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
        link.loseAnswersTo('commit\0', 6)
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
      world.expect(await until(() => lead.facts.some(({ event, fact }) => event === 'notices:changed' && fact.notices.some((one: { code: string }) => one.code === 'redis_down')) || lead.noticed('redis_down'), 8_000), 'I10: nobody was told that Redis is down')
      await sleep(long ? 60_000 : 3_000)
      await load.stop()
      // Both ends must agree while Redis is still away: the database is the truth.
      const stored = await world.stored()
      const behind = load.visitors.filter((visitor) => visitor.highest(visitor.conversationId ?? '') < (stored.conversations.find((one) => one.id === visitor.conversationId)?.lastSeq ?? 0))
      await sleep(2_500)
      const still = behind.filter((visitor) => visitor.highest(visitor.conversationId ?? '') < (stored.conversations.find((one) => one.id === visitor.conversationId)?.lastSeq ?? 0))
      world.expect(still.length === 0, `I4: without Redis ${still.length} visitors were behind the database after 2.5 s`)
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
      const refusals = () => world.recorder.log.filter((entry) => entry.what === 'refused' && entry.code === 'unavailable').length
      for (let n = 0; n < 400 && refusals() === 0; n++) {
        for (const visitor of load.visitors) if (visitor.outbox.length < 8) visitor.say('ф'.repeat(8_000))
        await sleep(20)
      }
      world.expect(refusals() > 0, 'the disk was never full')
      world.growDisk(64)
      await sleep(500)
      await load.stop()
    },
  },
  {
    name: 'a killed node is noticed within 30 seconds',
    on: ['postgres'],
    longOnly: true,
    run: async (world) => {
      await world.start()
      const [first, second] = world.nodes as [World['nodes'][number], World['nodes'][number]]
      const desk = await world.operator('doomed', { reach: { url: `http://127.0.0.1:${first.port}` } })
      await until(() => desk.facts.some(({ fact }) => fact.me?.available), 5_000)
      const visitor = await world.visitor('watcher', { url: `http://127.0.0.1:${second.port}`, token: await world.token() })
      const staffed = async () => (await visitor.ask('conversation:resync', { conversationId: null, since: 0 })).availability?.staffed
      world.expect((await staffed()) === true, 'I6: nobody was there to begin with')
      await world.kill(first)
      desk.close()
      const started = Date.now()
      let gone = false
      while (Date.now() - started < 30_000 && !gone) {
        gone = (await staffed()) === false
        await sleep(200)
      }
      world.expect(gone, 'I6: an operator on a dead node was still offered after 30 s')
    },
  },
]

const memoryOf = async (world: World): Promise<number> => ((await (await fetch(`http://127.0.0.1:${world.nodes[0]?.port}/memory`)).json()) as { rss: number }).rss
