import { faultText } from '#shared'
import { VisitorActor } from './actors.ts'
import { check } from './checker.ts'
import type { Violation } from './violation.ts'
import type { Scenario } from './load.ts'
import { shopsOf, type Store, World } from './world.ts'

export interface Run {
  scenario: string
  store: Store['kind']
  seed: number
  acknowledged: number
  unknown: number
  kills: number
  ms: number
  violations: (Violation | { promise: 'scenario'; what: string })[]
}

/** Runs one scenario from its seed and judges it. */
export async function runScenario(
  scenario: Scenario,
  store: Store,
  seed: number,
  long: boolean,
  kills?: number,
): Promise<Run> {
  const world = new World(store, seed)
  const started = Date.now()
  try {
    await scenario.run(world, long, kills)
    const stored = await world.settle()
    const shown = world.actors.filter((actor) => !actor.left).map((actor) => actor.shown(actor.role))
    const violations: Run['violations'] = [
      ...check(world.recorder.log, shown, stored, ownersOf(world, stored), shopsOf(world.actors)),
      ...world.problems.map((what) => ({ promise: 'scenario' as const, what })),
    ]
    return {
      scenario: scenario.name,
      store: store.kind,
      seed,
      acknowledged: world.recorder.count('ok'),
      unknown: world.recorder.count('unknown'),
      kills: world.kills,
      ms: Date.now() - started,
      violations,
    }
  } catch (fault) {
    const what = `could not be run: ${faultText(fault)}`
    return {
      scenario: scenario.name,
      store: store.kind,
      seed,
      acknowledged: 0,
      unknown: 0,
      kills: world.kills,
      ms: Date.now() - started,
      violations: [{ promise: 'scenario', what }],
    }
  } finally {
    await world.close()
  }
}

/** Which visitor each client is, learnt from the conversation its own acknowledged words stand in. */
function ownersOf(world: World, stored: Awaited<ReturnType<World['stored']>>): Map<string, string> {
  const visitorOf = new Map(stored.conversations.map((conversation) => [conversation.id, conversation.visitorId]))
  const owners = new Map<string, string>()
  for (const actor of world.actors) {
    if (!(actor instanceof VisitorActor)) continue
    const visitorId = tokenOwner(actor)
    if (visitorId && [...visitorOf.values()].includes(visitorId)) owners.set(actor.name, visitorId)
  }
  return owners
}

/** The visitor's id stands readable in its own token; only the signature is secret. */
function tokenOwner(actor: VisitorActor): string | null {
  return (JSON.parse(Buffer.from(actor.token.split('.')[1] ?? '', 'base64url').toString()) as { v?: string }).v ?? null
}
