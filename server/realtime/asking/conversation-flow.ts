import type { HandoverPacket } from '#protocol'
import { BYTES_PER_MB, cutText, answersLocale, faultText, isId, type InterfaceLocale, USUAL_FILES } from '#shared'
import { hoursAt } from '../../chat/hours.ts'
import type { MoveRequest } from '../../chat/moves/index.ts'
import type { Core } from '../core.ts'
import type { Visitor } from '../visitor.ts'
import { rooms } from '../telling/rooms.ts'
import { missingFields } from '../../visitors/asked-form.ts'
import { agreedTo } from '../../visitors/consent.ts'
import { holdingOf, openingKeyOf } from '../keeping-out/suspicion.ts'
import { topicsFor } from './topics.ts'

/** What a start takes, and what a record of it takes. */
export type Starting = Pick<
  Core,
  'library' | 'limits' | 'log' | 'now' | 'scenariosAct' | 'secrets' | 'site' | 'smtpUrl'
>
export type Recording = Pick<Core, 'library' | 'log' | 'now' | 'move' | 'site'>

interface Started {
  clientMessageId: string
  text: string
  packet: HandoverPacket
  name: string | null
  mail: string | null
  way: 'chat' | 'message'
  files?: readonly string[] | undefined
}

/** Where it comes from, as keyed digests; null: nobody knows. */
export interface From {
  address: string | null
  subnet: string | null
}

/** Adds to what the visitor asks what only the server knows: hours, identity, subject, bounds. */
export async function startRequest(
  core: Starting,
  visitor: Visitor,
  request: Started,
  { address, subnet }: From,
): Promise<MoveRequest<'startConversation'>> {
  const site = await core.site(visitor.site)
  const hold = holdingOf(site, request.text)
  const { open, opensAt } = site ? hoursAt(site, core.now()) : { open: false, opensAt: null }
  return {
    ...request,
    files: await namedFiles(core, visitor.site, request.files),
    site: visitor.site,
    visitorId: visitor.visitorId,
    verified: visitor.verified !== null,
    vouched: visitor.verified,
    locale: request.packet.locale,
    name: visitor.verified?.name ?? request.name,
    mail: visitor.verified?.mail ?? request.mail,
    open,
    letters: core.smtpUrl !== undefined,
    opensAt: opensAt === null ? null : new Date(opensAt).toISOString(),
    address,
    subnet,
    openingKey: openingKeyOf(core.secrets[0], hold, request.text),
    ...(hold ? { hold } : {}),
    scenarios: core.scenariosAct(visitor.site),
    topics: await topicsFor(
      site,
      core.library.find,
      core.log,
      { text: request.text, site: visitor.site, packet: request.packet },
      core.now(),
    ),
    limits: { perVisitor: core.limits.startsPerVisitor, perAddress: core.limits.startsPerAddress },
  }
}

/**
 * The packet with what its visitor agreed to. Refused where the site asks for a tick and none under today's words was set, and where
 * it takes messages of those alone whom the shop's server vouches for.
 */
export async function withConsent(
  core: Pick<Core, 'now' | 'site'>,
  visitor: Pick<Visitor, 'site' | 'verified'>,
  { packet, agreed }: { packet: HandoverPacket; agreed?: string | undefined },
): Promise<{ ok: true; packet: HandoverPacket } | { ok: false; code: 'consent_required' | 'identity_required' }> {
  const site = await core.site(visitor.site)
  if (site?.identity.enforced && visitor.verified === null) return { ok: false, code: 'identity_required' }
  const consent = site ? agreedTo(site, agreed, core.now()) : undefined
  if (consent === null) return { ok: false, code: 'consent_required' }
  return { ok: true, packet: consent ? { ...packet, consent } : packet }
}

/**
 * Whether the site insists on something this beginning does not say. What goes on is asked for nothing: the panel shows the form
 * before a first message alone.
 */
export async function lacksAsked(
  core: Pick<Core, 'site' | 'views'>,
  { site: siteId, visitorId, verified }: Visitor,
  {
    packet,
    name,
    mail,
  }: { packet: HandoverPacket; name?: string | null | undefined; mail?: string | null | undefined },
): Promise<boolean> {
  const site = await core.site(siteId)
  const said = { packet, name: verified?.name ?? name ?? null, mail: verified?.mail ?? mail ?? null }
  if (!site || missingFields(site, said).length === 0) return false
  const latest = await core.views.latestOf(visitorId, siteId)
  return !latest || latest.state === 'solved'
}

/** Ids a message names, with its site's bound; null where it names none, as nearly all do. */
export async function namedFiles(
  core: Pick<Core, 'site'>,
  siteId: string,
  ids: readonly string[] | undefined,
): Promise<{ ids: readonly string[]; mostBytes: number } | null> {
  if (!ids || ids.length === 0) return null
  const { conversationMb } = (await core.site(siteId))?.files ?? USUAL_FILES
  return { ids, mostBytes: conversationMb * BYTES_PER_MB }
}

export async function closingTime(core: Pick<Core, 'now' | 'site'>, siteId: string): Promise<string | null> {
  const site = await core.site(siteId)
  const opensAt = site ? hoursAt(site, core.now()).opensAt : null
  return opensAt === null ? null : new Date(opensAt).toISOString()
}

/** A visitor who writes again after "solved" queues if somebody is connected to the desk of this site now, else waits for a letter. */
export const reopenTarget = (core: Pick<Core, 'desk' | 'redisUrl'>, site: string): 'queued' | 'waiting' =>
  core.redisUrl || rooms.members(site).some((room) => core.desk.adapter.rooms.has(room)) ? 'queued' : 'waiting'

/** The record of visits is made after the fact and must not hold up or spoil the conversation. */
export function recordEscalation(
  core: Recording,
  visitor: Visitor,
  request: { text: string; packet: HandoverPacket },
  conversationId: string,
): void {
  const { searches, product, read } = request.packet
  const searched = searches.at(-1)
  record(core, {
    site: visitor.site,
    locale: answersLocale(request.packet.locale),
    visitor: visitor.visitorId,
    kind: 'escalated',
    query: searched?.text ?? cutText(request.text, 500),
    conversation: conversationId,
    verdict: searched?.verdict ?? null,
    product: product?.sku ?? null,
    before: { searches: searches.map((each) => each.text), notHelped: read.some((each) => each.helped === false) },
  })
}

export function recordSolved(
  core: Recording,
  solved: { site: string; locale: InterfaceLocale; visitorId: string; question: string; product: string | null },
  conversationId: string,
  how: { answerId: string | null; libraryLacksAnswer: boolean },
): void {
  if (!how.answerId && !how.libraryLacksAnswer) return
  record(core, {
    site: solved.site,
    locale: answersLocale(solved.locale),
    visitor: solved.visitorId,
    kind: how.answerId ? 'solved_by' : 'no_answer',
    query: solved.question,
    answerId: how.answerId !== null && isId('ans', how.answerId) ? how.answerId : null,
    conversation: conversationId,
    product: solved.product,
  })
}

function record(core: Recording, visit: Parameters<Core['library']['visits']['record']>[0]): void {
  core.library.visits.record(visit, core.now()).catch((fault: unknown) => {
    core.log.warn({ kind: visit.kind, fault: faultText(fault) }, 'a search or visit could not be recorded')
  })
}
