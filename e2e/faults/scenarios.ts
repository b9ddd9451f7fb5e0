import { io } from 'socket.io-client'
import { LIVE_PATH, PROTOCOL_VERSION } from '#protocol'
import type { VisitorActor } from './actors.ts'
import { anyNode, patiently, type Scenario, talk, until } from './load.ts'
import type { FaultProxy } from './proxy.ts'
import { partScenarios } from './scenarios-parts.ts'
import { peopleScenarios } from './scenarios-people.ts'
import { sleep } from './world.ts'

/** I4. */
const TOLD_MS = 2_000
/** Until an operator of each shop talks with somebody, on a slow machine. */
const TALKING_MS = 20_000

export const scenarios: Scenario[] = [
  {
    name: 'kill under load',
    on: ['sqlite', 'postgres'],
    run: async (world, long, kills) => {
      await world.start()
      const load = await talk(world, long ? 24 : 8, 2, long ? 2 : 5)
      const enough = kills !== undefined || !long ? () => true : () => world.recorder.count('ok') >= 100_000
      const most = kills ?? (long ? 200 : 4)
      for (let killed = 0; killed < most || !enough(); killed++) {
        // Long enough between kills that clients are back and talking.
        await sleep(long ? 2_000 + world.random() * 1_500 : 150 + world.random() * 500)
        await world.restart(anyNode(world))
      }
      await sleep(500)
      await load.stop()
    },
  },
  {
    name: 'two shops on the same nodes',
    on: ['sqlite', 'postgres'],
    run: async (world, long, kills) => {
      await world.start({ twoShops: true })
      const loads = await Promise.all(
        ['shop', 'other'].map((shop) => talk(world, long ? 10 : 4, 1, 5, `_${shop}_`, shop)),
      )
      const talking = () => loads.every(({ operators }) => operators.every(({ mine }) => mine.size > 0))
      await until(talking, TALKING_MS)
      for (let killed = 0; killed < (kills ?? (long ? 40 : 2)); killed++) {
        await sleep(400 + world.random() * 600)
        await world.restart(anyNode(world))
      }
      await sleep(500)
      for (const load of loads) await load.stop()
      world.expect(talking(), 'I11: a shop had nobody to talk with, so nothing could have been told wrongly')
    },
  },
  ...(['committed', 'acknowledged'] as const).map(
    (hook): Scenario => ({
      name: `kill between ${hook === 'committed' ? 'commit and acknowledgement' : 'acknowledgement and fan-out'}`,
      on: ['sqlite', 'postgres'],
      run: async (world, long, kills) => {
        await world.start()
        const load = await talk(world, 6, 1)
        for (let killed = 0; killed < (kills ?? (long ? 20 : 2)); killed++) {
          const node = await world.restart(anyNode(world), 'SIGKILL', {
            dieAt: { hook, nth: 1 + Math.floor(world.random() * 40) },
          })
          await Promise.race([node.exited, sleep(6_000)])
          await world.restart(node)
        }
        await load.stop()
      },
    }),
  ),
  {
    name: 'kill between telling a message and telling the state',
    on: ['postgres'],
    run: async (world, long) => {
      await world.start()
      let accepting = anyNode(world)
      const { port } = accepting
      const other = world.nodes.find((node) => node !== accepting)
      // Those of earlier rounds stand before the later ones once their operator has left.
      const visitors: VisitorActor[] = []
      for (let kills = 0; kills < (long ? 20 : 1); kills++) {
        accepting = await world.restart(accepting, 'SIGKILL', { dieAt: { hook: 'said', nth: 1, move: 'accept' } })
        const operator = await world.operator(`op${kills}`, { reach: await world.linkTo(() => port) })
        await until(
          () => operator.facts.some(({ event, fact }) => event === 'presence:changed' && fact.me?.available),
          8_000,
        )
        for (let n = 0; n < 3; n++) {
          const visitor = await world.visitor(
            `v${kills}x${n}`,
            Object.assign(await world.linkTo(() => other?.port), { token: await world.token() }),
          )
          visitor.start()
          visitor.say('и ещё')
          visitors.push(visitor)
        }
        world.expect(
          (await Promise.race([accepting.exited.then(() => 'died'), sleep(8_000)])) === 'died',
          'the node did not die',
        )
        const held = (await world.stored()).conversations.filter((one) => one.state === 'active').map((one) => one.id)
        const joined = visitors.filter((visitor) => held.includes(visitor.conversationId ?? ''))
        world.expect(joined.length > 0, 'nobody was joined')
        const told = await Promise.all(joined.map((visitor) => until(() => visitor.state === 'active', TOLD_MS)))
        world.expect(
          !told.includes(false),
          `I4: a visitor is still shown the queue ${TOLD_MS} ms after somebody joined`,
        )
        operator.close()
        accepting = await world.restart(accepting)
      }
    },
  },
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
      b.link.hangUp()
      await until(() => b.conversationId !== null, 5_000)
      for (let n = 0; n < (long ? 2_000 : 100); n++) {
        a.say(`одно ${n}`, `twin-${n}`)
        b.say(`одно ${n}`, `twin-${n}`)
        await until(() => a.idle() && b.idle(), 3_000)
      }
      const id = a.conversationId as string
      const other = await a.ask('message:send', { conversationId: id, clientMessageId: 'twin-0', text: 'другое' })
      world.expect(
        other.code === 'conflict',
        `I2: another text under a known name was answered ${JSON.stringify(other)}`,
      )
    },
  },
  {
    name: 'two operators accept in the same millisecond',
    on: ['sqlite', 'postgres'],
    run: async (world, long) => {
      await world.start({ offerMs: 600_000 })
      const reach = (i: number) => ({ url: `http://127.0.0.1:${world.nodes[i % world.nodes.length]?.port}` })
      const [a, b] = [
        await world.operator('opa', { accepts: false, reach: reach(0) }),
        await world.operator('opb', { accepts: false, reach: reach(1) }),
      ]
      await until(() => [a, b].every((one) => one.facts.some(({ fact }) => fact.me?.available)), 5_000)
      const visitor = await world.visitor('racer', { ...reach(0), token: await world.token() })
      await until(() => visitor.isLive, 5_000)
      for (let race = 0; race < (long ? 10_000 : 60); race++) {
        const answer = await patiently(visitor, 'conversation:start', {
          clientMessageId: `race-${race}`,
          text: `гонка ${race}`,
          way: 'chat',
          packet: { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null },
        })
        if (!answer.ok) {
          world.expect(false, `a race could not start: ${JSON.stringify(answer)}`)
          break
        }
        world.recorder.add({
          what: 'invoke',
          actor: 'racer',
          op: 'start',
          key: `race-${race}`,
          conversationId: null,
          text: `гонка ${race}`,
          at: Date.now(),
        })
        const conversationId = answer.conversation.id
        const wins = await Promise.all([
          patiently(a, 'conversation:accept', { conversationId }),
          patiently(b, 'conversation:accept', { conversationId }),
        ])
        world.expect(
          wins.filter((one) => one.ok).length === 1,
          `I7: race ${race} was won by ${wins.filter((one) => one.ok).length}: ${JSON.stringify(wins.map((one) => one.code))}`,
        )
        world.expect(
          wins.some((one) => one.ok || one.code === 'taken'),
          `I7: race ${race} was lost without saying "taken"`,
        )
        await patiently(visitor, 'conversation:end', { conversationId })
      }
      visitor.forget()
      a.forget()
      b.forget()
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
          path: LIVE_PATH,
          transports: ['websocket'],
          forceNew: true,
          auth: { protocol: PROTOCOL_VERSION, token: tokens[i] },
          reconnectionDelay: 500,
          reconnectionDelayMax: 4_000,
          randomizationFactor: 1,
        }),
      )
      // A refused handshake of the namespace is retried by the client, as widget and desk do.
      for (const socket of crowd)
        socket.on(
          'connect_error',
          (error) => (error as { data?: unknown }).data && setTimeout(() => socket.connect(), Math.random() * 2_000),
        )
      const connected = () => crowd.filter((socket) => socket.connected).length
      world.expect(await until(() => connected() === count, 60_000), `only ${connected()} of ${count} connected`)
      const node = anyNode(world)
      await world.restart(node)
      for (const guest of guests) guest.say(`во время бури ${guest.name}`)
      world.expect(
        await until(() => connected() === count, 60_000),
        `after the storm only ${connected()} of ${count} were back`,
      )
      for (const socket of crowd) socket.disconnect()
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
  ...peopleScenarios,
  ...partScenarios,
]
