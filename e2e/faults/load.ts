import { sleep, type World } from './world.ts'
import type { RequestName, RequestOf } from '#client'
import type { Actor, OperatorActor, VisitorActor } from './actors.ts'

export interface Scenario {
  name: string
  on: ('sqlite' | 'postgres')[]
  /** Only in the long form. */
  longOnly?: boolean
  /** `kills`: as many instead of the usual number, where nodes are killed under load. */
  run(world: World, long: boolean, kills?: number): Promise<void>
}

/** Visitors in conversation with operators, all talking until `stop`. */
export async function talk(
  world: World,
  visitors: number,
  operators: number,
  pauseMs = 5,
  names = '',
  shop: string | null = null,
): Promise<{ visitors: VisitorActor[]; operators: OperatorActor[]; stop(): Promise<void> }> {
  const desk: OperatorActor[] = []
  for (let i = 0; i < operators; i++) desk.push(await world.operator(`op${names}${i}`, { shop }))
  await until(
    () => desk.every((one) => one.facts.some(({ event, fact }) => event === 'presence:changed' && fact.me?.available)),
    8_000,
  )
  const guests: VisitorActor[] = []
  for (let i = 0; i < visitors; i++) {
    const guest = await world.visitor(`v${names}${i}`, undefined, shop)
    guest.start()
    guests.push(guest)
  }
  let going = true
  const loops = [
    ...guests.map(async (guest, i) => {
      for (let n = 0; going; n++) {
        if (guest.waiting() < 4) guest.say(`слово ${i}.${n} ${'я'.repeat(Math.floor(world.random() * 40))}`)
        await sleep(pauseMs + world.random() * pauseMs)
      }
    }),
    ...desk.map(async (operator) => {
      for (let n = 0; going; n++) {
        for (const id of operator.mine) if (operator.waiting() < 4) operator.say(id, `ответ ${operator.id}.${n}`)
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

export async function until(holds: () => boolean, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  while (Date.now() < deadline) {
    if (holds()) return true
    await sleep(20)
  }
  return holds()
}

/** Asks again after the pause the server names. */
export async function patiently<Asks, Facts, E extends RequestName<Asks>>(
  actor: Actor<Asks, Facts>,
  event: E,
  request: RequestOf<Asks, E>,
): ReturnType<Actor<Asks, Facts>['ask']> {
  for (;;) {
    const answer = await actor.ask(event, request)
    if (answer.code !== 'too_many') return answer
    await sleep(answer.retryAfterMs)
  }
}

export const anyNode = (world: World) =>
  world.nodes[Math.floor(world.random() * world.nodes.length)] as World['nodes'][number]
