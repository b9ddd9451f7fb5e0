import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Inviting, Scenarios } from '../../realtime/live.ts'
import type { Limits } from '../../limits.ts'
import type { Monitor } from '../../visitors/monitor/monitor.ts'

export interface Hearing {
  monitor: Pick<Monitor, 'stillThere'>
  live: Pick<Inviting, 'invitationFor' | 'hearsAgain'> & Pick<Scenarios, 'heardVisit'>
}
interface Heard {
  site: string
  visit: string
  depth: number | null
  unanswered: boolean
}

/** Somebody is still there: whether they are invited, and when their page asks again. */
export async function hear({ monitor, live }: Hearing, { site, visit, ...told }: Heard) {
  const watched = await monitor.stillThere(site, visit, Date.now())
  const heard = watched ? live.heardVisit(site, visit, told) : { depth: false, answers: [] }
  return {
    watched,
    invitation: watched ? live.invitationFor(site, visit) : null,
    ...heard,
    again: live.hearsAgain(site, visit),
  }
}

/** As the watching part of the widget asks, and no other way: `StillThereQuery` says the same of everybody else. */
const ASKED =
  /^\/api\/widget\/sightings\/still\?site=([a-z0-9-]{1,40})&visit=([0-9A-Za-z-]{20,40})(?:&depth=(\d{1,2}|100))?(&unanswered=1)?$/
const HEADERS = ['Content-Type', 'application/json', 'Cache-Control', 'no-store', 'Referrer-Policy', 'no-referrer']
const KNOWN_MS = 1_000
const MOST_KNOWN = 1_000
/** A question has no body: what has one is not this one. */
const hasBody = ({ headers }: IncomingMessage) =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined

/**
 * Answers what every watched page asks every few seconds before the router is reached, which costs several times as much. Whatever is
 * not exactly that, or is to be refused, goes the usual way (`otherwise`). False: it is another address.
 */
export function quickHearing(
  parts: Hearing & { limits: Pick<Limits, 'take'> },
  addressOf: (request: IncomingMessage) => string,
  allowed: (site: string) => Promise<ReadonlySet<string>>,
) {
  const known = new Map<string, { origins: ReadonlySet<string>; until: number }>()
  /** Settings that were changed a moment ago may count a moment later. */
  const originsOf = async (site: string) => {
    const before = known.get(site)
    if (before && before.until > performance.now()) return before.origins
    if (known.size >= MOST_KNOWN) known.clear()
    const origins = await allowed(site)
    known.set(site, { origins, until: performance.now() + KNOWN_MS })
    return origins
  }
  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    headers: readonly [string, string][],
    told: Heard,
  ): Promise<boolean> => {
    const { origin } = request.headers
    if (origin !== undefined && !(await originsOf(told.site)).has(origin)) return false
    await parts.limits.take('sighting', addressOf(request), told.visit)
    const body = JSON.stringify(await hear(parts, told))
    response.writeHead(200, [
      ...headers.flatMap(([name, value]) => (name === 'Referrer-Policy' ? [] : [name, value])),
      ...HEADERS,
      'Content-Length',
      `${Buffer.byteLength(body)}`,
      ...(origin === undefined ? [] : ['Access-Control-Allow-Origin', origin, 'Vary', 'Origin']),
    ])
    response.end(body)
    return true
  }
  return (
    request: IncomingMessage,
    response: ServerResponse,
    headers: readonly [string, string][],
    otherwise: () => void,
  ): boolean => {
    const asked = request.method === 'GET' && !hasBody(request) ? ASKED.exec(request.url ?? '') : null
    if (!asked) return false
    const [, site = '', visit = '', depth, unanswered] = asked
    answer(request, response, headers, {
      site,
      visit,
      depth: depth === undefined ? null : Number(depth),
      unanswered: unanswered !== undefined,
    }).then((answered) => answered || otherwise(), otherwise)
    return true
  }
}
