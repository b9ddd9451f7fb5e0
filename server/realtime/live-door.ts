import type { Core } from './core.ts'
import { EVERY_SITE } from './notices.ts'
import { rooms } from './telling/rooms.ts'
import { listIn } from '../chat/list-in.ts'
import { answersLocale, hoursInOneLine, mailboxOf } from '#shared'
import { createHmac } from 'node:crypto'
import { faceIn } from '../chat/faces.ts'
import { presentForVisitor } from '../chat/conversation.ts'
import { mayRead } from '../chat/moves/membership.ts'
import { onePerson } from '../chat/reads/one-person.ts'
import { orderNumberIn } from '../chat/order-number.ts'
import { packetOf } from '../chat/reads/present-conversation.ts'
import { isConfirmed } from '../chat/moves/letters/confirmed-mailboxes.ts'
import { addressDigest } from '../visitors/address-digest.ts'
import { subnetDigest } from '../visitors/block-keys.ts'
import type { VisitorTokens } from '../visitors/visitor-token.ts'
import { letterLinksOf } from './letters/letter-links.ts'
import { goalsOf } from './goals/goals.ts'
import { transcriptsOf } from './letters/transcripts.ts'
import {
  lacksAsked,
  type Recording,
  recordEscalation,
  type Starting,
  startRequest,
  withConsent,
} from './asking/conversation-flow.ts'
import { nowFigures, responseFigures } from './desk/figures.ts'
import { workOf } from './desk/work-of.ts'
import { conversationsFor, conversationsWith } from './desk/inbox.ts'
import { fileAt, sentPicture } from './files/giving-files.ts'
import { takeFile } from './files/taking-files.ts'
import { refusedUpload } from '../files/upload.ts'
import { labelsOf } from './labels/labels.ts'
import { dayOf } from './day/day-of.ts'
import { journalOn } from './journal/journal.ts'
import { offTopicOf } from './off-topic/off-topic.ts'
import { qualityOf } from './quality/quality.ts'
import { workOn } from './work/work.ts'
import { cardsOf } from './cards/cards.ts'
import { forYouOf } from './for-you/for-you.ts'
import { countryFrom } from './keeping-out/country-of.ts'
import { knocking } from './keeping-out/knocking.ts'
import { keepingOutOf } from './keeping-out/keeping-out.ts'
import type { Inviting, Live, WholeLetter } from './live.ts'
import type { Scenarios } from './scenarios/contract.ts'
import type { Visitor } from './visitor.ts'
import { privacyOf } from './desk/privacy.ts'
import { mailAddress } from '../mail/mail-address.ts'
import { FormRequest } from './asking/schemas.ts'

const DRAIN_SPREAD_MS = 3_000
const READY_MS = 2_000
/** Of each of the last messages; what is longer ranks templates no better. */
const RANKED_BY = 700
const RANKED_MESSAGES = 3
/** Of a request that is known by its token alone. */
const NOWHERE = { address: null, subnet: null }
/** Where an order number is looked for. */
const ORDER_MESSAGES = 100
const ORDER_LETTERS = 2_000

/** The door for HTTP: the same moves and views the sockets use, decided by the same rules. */
export function liveDoor(
  core: Starting &
    Recording &
    Pick<
      Core,
      | 'addresses'
      | 'desk'
      | 'files'
      | 'drain'
      | 'fanOut'
      | 'gate'
      | 'forgetSites'
      | 'move'
      | 'feedsBroken'
      | 'notices'
      | 'now'
      | 'redisUrl'
      | 'reports'
      | 'secrets'
      | 'site'
      | 'smtpUrl'
      | 'spend'
      | 'sql'
      | 'trusted'
      | 'visitors'
      | 'views'
      | 'places'
      | 'watched'
      | 'attributes'
      | 'database'
      | 'wakeRouting'
    >,
  own: {
    tokens: VisitorTokens
    inviting: Inviting
    scenarios: Scenarios
    newVisitorId(): string
    close(): Promise<void>
  } & Pick<Live, 'receiveMail'>,
): Live {
  const { views } = core
  const ownRow = async (visitor: Visitor, conversationId: string) => {
    const row = await views.conversation(conversationId)
    return row?.visitorId === visitor.visitorId && row.site === visitor.site ? row : null
  }
  const readable = async (person: Parameters<Live['detail']>[0], conversationId: string) => {
    const row = await views.conversation(conversationId)
    return row && (await mayRead(core.sql, row, person)) ? row : null
  }
  const transcriptOf = transcriptsOf(core, ownRow)

  return {
    issueVisitor: ({ site, locale, verified }) => {
      // The same vouched-for visitor is the same visitor on every device; others are new each time.
      const known =
        verified &&
        createHmac('sha256', core.secrets.at(-1) ?? core.secrets[0])
          .update(`visitor.${site}.${verified.id}`)
          .digest('base64url')
          .slice(0, 31)
      const issued = own.tokens.issue(
        { visitorId: known ? `vis_${known}` : own.newVisitorId(), site, locale, verified },
        core.now(),
      )
      return { token: issued.token, expiresAt: new Date(issued.expiresAt).toISOString() }
    },
    visitorOf: (token) => {
      const known = own.tokens.read(token, core.now())
      return known && { visitorId: known.visitorId, site: known.site, locale: known.locale, verified: known.verified }
    },
    availability: (site, locale) => views.availability(site, locale, core.now()),
    team: (site, locale, which) => views.team(site, locale, core.now(), which),
    faces: () => views.faces(core.now()),
    setFace: async (face) => {
      await core.move('setFace', face)
      views.forgetFaces()
    },
    forgetFaces: async (personId) => {
      await core.move('forgetFaces', { personId })
      views.forgetFaces()
    },
    startByForm: async (visitor, raw, address) => {
      const parsed = FormRequest.safeParse(raw)
      if (!parsed.success) return { ok: false, code: 'invalid' }
      const request = parsed.data
      if (core.smtpUrl !== undefined && !request.mail && !visitor.verified?.mail) return { ok: false, code: 'invalid' }
      const from = {
        address: address && addressDigest(core.secrets[0], address),
        subnet: address && subnetDigest(core.secrets[0], address),
      }
      const country = countryFrom(core, request.packet, address)
      if (await core.gate.keptOut(knocking({ ...visitor, ...from }, request.mail ?? null, country)))
        return { ok: false, code: 'blocked' }
      const consented = await withConsent(core, visitor, request)
      if (!consented.ok) return consented
      if (await lacksAsked(core, visitor, request)) return { ok: false, code: 'form_required' }
      const start = await startRequest(
        core,
        visitor,
        {
          ...request,
          packet: consented.packet,
          name: request.name ?? null,
          mail: request.mail ?? null,
          way: 'message',
        },
        from,
      )
      const outcome = await core.move('startConversation', start)
      if (!outcome.ok) return outcome
      if (outcome.value.fresh) recordEscalation(core, visitor, request, outcome.value.conversationId)
      const row = await ownRow(visitor, outcome.value.conversationId)
      if (!row) return { ok: false, code: 'unavailable' }
      return {
        ok: true,
        conversation: await views.visitor(row, core.now()),
        messages: outcome.value.messages.map(presentForVisitor),
      }
    },
    ...goalsOf(core),
    running: async (visitorId, site) => {
      const row = await core.views.latestOf(visitorId, site)
      return row && row.state !== 'solved' ? row.id : null
    },
    transcript: async (visitor, conversationId) => {
      const found = await transcriptOf(visitor, conversationId)
      return found.ok ? { ok: true, parts: found.parts } : found
    },
    mailTranscript: async (visitor, conversationId, mail) => {
      if (!mailAddress.safeParse(mail).success) return { ok: false, code: 'invalid' }
      if (await core.gate.keptOut(knocking({ ...visitor, ...NOWHERE }, null))) return { ok: false, code: 'blocked' }
      if (core.smtpUrl === undefined) return { ok: false, code: 'mail_off' }
      // A stranger's words go to an address nobody has answered from without their links.
      const plain = !(await isConfirmed(core.sql, mailboxOf(mail)))
      const found = await transcriptOf(visitor, conversationId, { plain })
      if (!found.ok) return found
      const { row, parts } = found
      const outcome = await core.move('mailTranscript', {
        conversationId,
        visitorId: visitor.visitorId,
        mail,
        site: row.site,
        locale: row.locale,
        text: parts.join(''),
      })
      return outcome.ok ? { ok: true } : outcome
    },
    takeFile: async (by, upload) =>
      'visitor' in by && (await core.gate.keptOut(knocking({ ...by.visitor, ...NOWHERE })))
        ? refusedUpload('blocked')
        : takeFile(core, by, upload),
    fileAt: (address) => fileAt(core, address),
    pictureOf: async (person, conversationId, id) =>
      (await readable(person, conversationId)) ? sentPicture(core, { conversationId, id }) : null,
    ...letterLinksOf(core, own.tokens),
    conversationsFor: (person, filter) => conversationsFor(core, person, filter),
    visitorIn: async (person, id) => {
      const row = await readable(person, id)
      return row && { site: row.site, visitorId: row.visitorId, ids: (await onePerson(core.sql, row)).ids }
    },
    conversationsWith: (person, visitor) => conversationsWith(core, person, visitor),
    detail: async (person, id) => {
      const row = await readable(person, id)
      return row ? views.detail(row, core.now(), person) : null
    },
    solvedConversation: async (person, id) => {
      const row = await readable(person, id)
      if (!row) return null
      const packet = packetOf(row)
      const [visitorWords, operatorMessages, operators] = await Promise.all([
        views.visitorMessages(id),
        views.operatorMessages(id),
        views.operatorNames(id),
      ])
      return {
        id,
        site: row.site,
        locale: row.locale,
        state: row.state,
        visitorWords,
        searchedFor: packet.searches.map((one) => one.text),
        operatorMessages,
        product: packet.product?.sku ?? null,
        people: [row.visitorName ?? '', ...operators].filter(Boolean),
        answerId: row.answerId,
      }
    },
    ...privacyOf(core),
    ...keepingOutOf(core),
    ...cardsOf(core),
    ...forYouOf(core),
    ...labelsOf(core),
    ...dayOf(core),
    ...workOn(core),
    ...journalOn(core),
    ...qualityOf(core),
    ...offTopicOf(core),
    ...own.inviting,
    ...own.scenarios,
    markPromoted: async (person, conversationId, answerId) =>
      void (await core.move('markPromoted', { conversationId, answerId, personId: person.id })),
    placeholderValues: async (person, id) => {
      const row = await readable(person, id)
      if (!row) return null
      const [packet, site] = [packetOf(row), await core.site(row.site)]
      return {
        visitor: { name: row.visitorName },
        operator: { name: faceIn(await views.faces(core.now()), person, row).name || person.name },
        site: {
          name: site?.name[answersLocale(row.locale)] ?? null,
          hours: site ? hoursInOneLine(site.hours, row.locale) : null,
        },
        product: { name: packet.product?.name ?? null, sku: packet.product?.sku ?? null },
        order: {
          number: orderNumberIn(
            [packet.form?.order ?? '', ...(await views.newestWords(id, ORDER_MESSAGES, ORDER_LETTERS))],
            site?.orderNumbers,
          ),
        },
      }
    },
    rankingContext: async (person, id) => {
      const row = await readable(person, id)
      if (!row) return null
      const packet = packetOf(row)
      const words = [row.question, ...(await views.newestWords(id, RANKED_MESSAGES, RANKED_BY))]
      return {
        words: [...new Set(words)].map((text) => text.slice(0, RANKED_BY)),
        searches: packet.searches.map((one) => one.text),
        product: packet.product?.sku ?? null,
        locale: row.locale,
        site: row.site,
      }
    },
    templatesUsed: (site, personId) => views.templatesUsed(site, personId),
    operators: async () => {
      const rows = await core.sql.all<{
        id: string
        languages: string | null
        skills: string | null
        lastSeenAt: string | null
      }>('select "id", "languages", "skills", "lastSeenAt" from "operators"')
      const more = new Map(rows.map((row) => [row.id, row]))
      return (await views.presences(core.now())).map(({ id, name, available, connected, active, capacity }) => ({
        id,
        name,
        available,
        connected,
        active,
        capacity,
        lastSeenAt: more.get(id)?.lastSeenAt ?? null,
        languages: listIn(more.get(id)?.languages),
        skills: listIn(more.get(id)?.skills),
      }))
    },
    nowFigures: (siteId) => nowFigures(core, siteId),
    responseFigures: (siteId, since) => responseFigures(core, siteId, since),
    workOf: (of) => workOf(core, of),
    setOperator: async (personId, settings) => {
      await core.move('setOperator', { personId, ...settings })
      core.fanOut.presenceSoon()
      core.wakeRouting()
    },
    setAway: async (personId, byId) => {
      await core.move('setAvailable', { personId, available: false, because: 'by_lead', byId })
      core.fanOut.presenceSoon()
      core.wakeRouting()
    },
    changeSites: async (personId, sites) => {
      await core.move('changeSites', { personId, sites: sites === null ? null : [...sites] })
      core.desk.in(rooms.person(personId)).disconnectSockets(true)
    },
    revokeSessions: async (personId) => {
      core.desk.in(rooms.person(personId)).disconnectSockets(true)
      await core.move('revoke', { personId })
    },
    libraryChanged: (changes) => {
      for (const [site, some] of Map.groupBy(changes, (one) => one.site))
        core.desk.to(rooms.members(site)).emit('library:changed', { answerIds: some.map(({ id }) => id) })
    },
    sitesChanged: () => {
      core.forgetSites()
      core.fanOut.presenceSoon()
    },
    letter: async (person, conversationId, messageId) => {
      const row = await readable(person, conversationId)
      const kept =
        row &&
        (await core.sql.one<Omit<WholeLetter, 'files'> & { files: string }>(
          `select "sender", "subject", "text", "files", "receivedAt" from "letters" where "conversationId" = ?
           and "clientMessageId" = (select "clientMessageId" from "messages" where "conversationId" = ? and "id" = ?)`,
          conversationId,
          conversationId,
          messageId,
        ))
      return kept ? { ...kept, files: JSON.parse(kept.files) } : null
    },
    receiveMail: own.receiveMail,
    notices: () => core.notices(EVERY_SITE),
    feedsBroken: core.feedsBroken,
    ready: async () => {
      const database = await within(
        READY_MS,
        core.sql.one('select 1 as "yes"').then(() => true),
      )
      const codes = new Set(core.notices(EVERY_SITE).map((notice) => notice.code))
      return {
        database,
        redis: core.redisUrl ? !codes.has('redis_down') : null,
        mail: core.smtpUrl ? !codes.has('mail_down') : null,
      }
    },
    drain: async () => {
      core.drain()
      for (const socket of [...core.visitors.sockets.values(), ...core.desk.sockets.values()]) {
        // Full jitter: the other nodes meet them over a few seconds, not at once.
        ;(socket as { emit(event: 'node:draining', fact: { reconnectInMs: number }): unknown }).emit('node:draining', {
          reconnectInMs: Math.round(Math.random() * DRAIN_SPREAD_MS),
        })
      }
    },
    close: own.close,
  }
}

async function within(ms: number, answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)))
  return Promise.race([answer.catch(() => false), late]).finally(() => clearTimeout(timer))
}
