import type { VisitorActor } from './actors.ts'
import { anyNode, type Scenario, until } from './load.ts'
import { sleep, type World } from './world.ts'

/** People come and go: operators who vanish, tabs that close, links that die, browsers killed while typing. */
export const peopleScenarios: Scenario[] = [
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
      const back = await until(
        () =>
          visitors.filter((one) => held.includes(one.conversationId ?? '') && one.state === 'queued').length ===
          held.length,
        60_000,
      )
      world.expect(back, `I7: after ${Date.now() - started} ms not all conversations were back in the queue`)
      const positions = new Map(visitors.map((one) => [one.conversationId, one]))
      const heir = await world.operator('heir')
      await until(() => heir.mine.size >= 5, 10_000)
      world.expect(
        [...heir.mine].every((id) => held.includes(id) && positions.has(id)),
        'I7: returned conversations were not first in line',
      )
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
      for (let i = 0; i < 5; i++)
        tabs.push(await world.visitor(`tab__${i}`, Object.assign(await world.proxy(), { token })))
      const first = tabs[0] as VisitorActor
      first.start()
      await until(() => first.conversationId !== null, 5_000)
      for (const tab of tabs.slice(1)) tab.link.hangUp()
      await until(() => tabs.every((tab) => tab.conversationId !== null), 5_000)
      world.expect(new Set(tabs.map((tab) => tab.conversationId)).size === 1, 'five tabs do not show one conversation')
      for (let n = 0; n < 40; n++)
        tabs.forEach((tab, i) => tab.say(`вкладка ${i}: ${n}`, `tab${i}-${String(n).padStart(2, '0')}`))
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
        await until(() => desk.isLive, 8_000)
        if (!saved.ok && saved.draft) version = saved.draft.version
      }
      const { conversation } = await desk.ask('conversation:open', { conversationId: id, since: 0 })
      world.expect(
        conversation?.draft?.text === last && last !== '',
        `I8: the draft acknowledged as ${last.length} characters is ${conversation?.draft?.text.length}`,
      )
      const other = await world.operator('typist', { accepts: false })
      await until(() => other.isLive, 5_000)
      const stale = await other.saveDraft(id, 'из другой вкладки', version - 1)
      world.expect(
        stale.code === 'draft_conflict' && stale.draft?.text === last,
        `I8: a stale tab was answered ${JSON.stringify(stale)}`,
      )
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
      const visitor = await world.visitor('watcher', {
        url: `http://127.0.0.1:${second.port}`,
        token: await world.token(),
      })
      const staffed = async () =>
        (await visitor.ask('conversation:resync', { conversationId: null, since: 0 })).availability?.staffed
      const shown = async () => {
        for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(200))
          if ((await staffed()) === true) return true
        return false
      }
      world.expect(await shown(), 'I6: nobody was there to begin with')
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
  {
    name: 'a closed tab and a dead link',
    on: ['sqlite', 'postgres'],
    run: async (world, long) => {
      await world.start()
      // The checker judges by what this visitor is shown: five seconds after a closed tab, twenty-five after a link that died.
      const watcher = await world.visitor('watcher', {
        url: `http://127.0.0.1:${world.nodes[0]?.port}`,
        token: await world.token(),
      })
      const shown = () =>
        world.recorder.log.filter((entry) => entry.what === 'availability' && entry.actor === watcher.name).at(-1)
      const isShown = (staffed: boolean) =>
        until(() => (shown() as { staffed?: boolean } | undefined)?.staffed === staffed, 60_000)
      const tab = await world.operator('tab')
      world.expect(await isShown(true), 'I6: an operator was never shown as there')
      tab.close()
      world.expect(await isShown(false), 'I6: a closed tab was never noticed')
      if (!long) return
      const link = await world.proxy()
      await world.operator('dead', { reach: link })
      world.expect(await isShown(true), 'I6: the second operator was never shown as there')
      link.silence('both')
      world.recorder.add({ what: 'left', actor: 'dead', graceMs: 25_000, at: Date.now() })
      world.expect(await isShown(false), 'I6: a dead link was never noticed')
    },
  },
]
