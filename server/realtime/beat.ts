import { alertOfLapses } from './alerts/alerts.ts'
import { rooms } from './telling/rooms.ts'
import { writeDueDigests } from './digests/digests.ts'
import { pushDue } from './pushing/pushing.ts'
import type { Watch } from './telling/watch.ts'
import { faultText } from '#shared'
import { named } from '#kb'
import type { Server as Engine } from 'engine.io'
import type { Core } from './core.ts'
import { tendSilentVisitors } from './silence/silence.ts'
import { NODE_HEARTBEAT_MS, NODE_LEASE_MS } from '../chat/moves/presence/presence.ts'

const SECOND_MS = 1_000
/** What two looks find owed is told, so within twice this (I4: two seconds). */
const LOOK_MS = 500
const SLOW_READER_MS = 250
const ABANDONED_MS = 5_000
const GHOST_MS = 10_000
const AVAILABILITY_MS = 2_000
const PLACES_MS = 10_000

/** What must happen without anyone asking: leases, late offers, vanished operators, slow readers. */
export interface Beat {
  /** The first heartbeat is written and dead nodes are buried. */
  started: Promise<void>
  stop(): void
}

type Parts = { watch: Watch } & Pick<
  Core,
  | 'began'
  | 'database'
  | 'desk'
  | 'fanOut'
  | 'io'
  | 'leadsOf'
  | 'library'
  | 'limits'
  | 'log'
  | 'mailFrom'
  | 'move'
  | 'nodeId'
  | 'now'
  | 'publicUrl'
  | 'sessionsLeft'
  | 'smtpUrl'
  | 'site'
  | 'sql'
  | 'timing'
  | 'trusted'
  | 'views'
  | 'visitors'
  | 'wakeRouting'
>

export function startBeat(core: Parts): Beat {
  const timers: NodeJS.Timeout[] = []
  const every = (ms: number, name: string, work: () => Promise<unknown>) => {
    let busy = false
    const timer = setInterval(() => {
      if (busy) return
      busy = true
      named(core.began, name, 0, work)
        .catch((fault) => core.log.warn({ fault: faultText(fault) }, 'the heartbeat failed; it will be retried'))
        .finally(() => (busy = false))
    }, ms)
    timers.push(timer)
  }
  const single = core.database.kind === 'sqlite'
  let steadySince = Date.now()
  let beatAt = 0
  const live = async (first = false) => {
    const beat = await core.move('heartbeat', { nodeId: core.nodeId })
    // A beat that is stored although its answer was lost makes the next one look as if there had been no silence.
    const returned = (beat.ok && beat.value.returned) || core.now() - beatAt > NODE_LEASE_MS
    beatAt = core.now()
    if (returned) {
      // We were silent for longer than a lease lasts: others may have buried us, and nobody's silence proves anything yet.
      steadySince = Date.now()
      if (!first) await takeLeasesAgain(core)
    }
    // SQLite serves one process: whatever else is written there has died.
    const buried = await core.move('buryNodes', { except: core.nodeId, all: first && single })
    if (buried.ok && buried.value.buried > 0) core.fanOut.presenceSoon()
  }
  const ghosts = async () => {
    // A lease without its socket would keep somebody "online" who is not (I6); the young ones are still shaking hands.
    const before = new Date(core.now() - GHOST_MS).toISOString()
    const leases = await core.sql.all<{ id: string; kind: string; personId: string }>(
      'select "id", "kind", "personId" from "leases" where "nodeId" = ? and "since" < ?',
      core.nodeId,
      before,
    )
    for (const { id, kind, personId } of leases) {
      if (!core.desk.sockets.has(id) && !core.visitors.sockets.has(id))
        await core.move('endLease', {
          leaseId: id,
          ...(kind === 'operator' ? { operatorId: personId } : { visitorId: personId }),
        })
    }
  }
  const offers = async () => {
    const outcome = await core.move('expireOffers', {})
    if (!outcome.ok) return
    for (const { conversationId, operatorId, setAway } of outcome.value.expired)
      if (setAway) core.desk.to(rooms.person(operatorId)).emit('offer:expired', { conversationId, setAway: true })
    if (outcome.value.expired.length > 0) core.fanOut.presenceSoon()
    core.wakeRouting()
    await alertOfLapses(core, outcome.value.expired)
  }
  const started = live(true)
  every(NODE_HEARTBEAT_MS, 'heartbeat', () => live())
  every(SECOND_MS, 'late offers', offers)
  every(SECOND_MS, 'what was put off', () => core.move('wakeDue', {}))
  every(SECOND_MS, 'push messages', pushDue(core))
  every(SECOND_MS, 'tasks', () => core.move('tellDueTasks', {}))
  every(PLACES_MS, 'digests', () => writeDueDigests(core))
  every(PLACES_MS, 'silent visitors', () => tendSilentVisitors(core))
  every(GHOST_MS, 'leases without a socket', ghosts)
  every(ABANDONED_MS, 'abandoned conversations', async () => {
    if (single || Date.now() - steadySince > core.timing.steadyMs)
      await core.move('returnAbandoned', { vanishedMs: core.timing.vanishedMs })
  })
  every(AVAILABILITY_MS, 'who is there', async () => core.fanOut.availabilitySoon())
  every(PLACES_MS, 'places in the queue', async () => core.fanOut.placesSoon())
  if (!single) every(LOOK_MS, 'look at what is owed', () => core.watch.look())
  every(SLOW_READER_MS, 'slow readers', async () =>
    dropSlowReaders(core.io.engine as unknown as Engine, core.limits.bufferedBytes),
  )
  return {
    started,
    stop: () => {
      for (const timer of timers) clearInterval(timer)
    },
  }
}

async function takeLeasesAgain(core: Parts): Promise<void> {
  for (const [id, { data }] of core.desk.sockets) {
    await core.move('takeLease', {
      leaseId: id,
      nodeId: core.nodeId,
      kind: 'operator',
      personId: data.id,
      member: { id: data.id, name: data.name, role: data.role, sites: data.sites },
    })
  }
  for (const [id, { data }] of core.visitors.sockets) {
    if (data.leased)
      await core.move('takeLease', { leaseId: id, nodeId: core.nodeId, kind: 'visitor', personId: data.visitorId })
  }
  core.fanOut.presenceSoon()
}

interface Waiting {
  writeBuffer: { data?: unknown }[]
  transport?: { socket?: { bufferedAmount?: number } }
  close(discard?: boolean): void
}

/** A reader that does not keep up is cut off and resyncs from the database, instead of filling memory (≤ 1 MB per socket). */
export function dropSlowReaders(engine: Engine, mostBytes: number): number {
  let dropped = 0
  for (const client of Object.values((engine as unknown as { clients: Record<string, Waiting> }).clients)) {
    let bytes = client.transport?.socket?.bufferedAmount ?? 0
    if (client.writeBuffer.length > 0)
      for (const packet of client.writeBuffer) bytes += typeof packet.data === 'string' ? packet.data.length : 64
    if (bytes <= mostBytes) continue
    client.close(true)
    dropped += 1
  }
  return dropped
}
