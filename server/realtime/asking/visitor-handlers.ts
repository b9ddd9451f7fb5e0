import type { Core } from '../core.ts'
import type { VisitorSocket } from '../sockets.ts'
import { alertOfRating } from '../alerts/alerts.ts'
import { rooms } from '../telling/rooms.ts'
import type { Ack, VisitorConversation, VisitorToServer } from '#protocol'
import { mayBeSecret } from '#shared'
import { presentForVisitor } from '../../chat/conversation.ts'
import { openFiles } from '../files/giving-files.ts'
import { countryFrom } from '../keeping-out/country-of.ts'
import { knocking } from '../keeping-out/knocking.ts'
import type { Requests } from './acknowledged.ts'
import {
  closingTime,
  lacksAsked,
  namedFiles,
  type Recording,
  recordEscalation,
  reopenTarget,
  type Starting,
  startRequest,
  withConsent,
} from './conversation-flow.ts'
import {
  MailInstead,
  OfConversation,
  OpenFiles,
  PreviewRequest,
  Rating,
  ReadRequest,
  SendMessage,
  StartRequest,
  TypingRequest,
  VisitorResync,
} from './schemas.ts'

type Done = Record<never, never>

/** What answering them takes. */
export type VisitorAsking = Starting &
  Recording &
  Pick<
    Core,
    | 'addresses'
    | 'addressOf'
    | 'desk'
    | 'fanOut'
    | 'gate'
    | 'leadsOf'
    | 'move'
    | 'nodeId'
    | 'places'
    | 'preview'
    | 'redisUrl'
    | 'spend'
    | 'sql'
    | 'views'
  >

/** What a visitor may ask over the socket. Each reads or changes their own conversations only. */
export function visitorRequests(core: VisitorAsking, socket: VisitorSocket): Requests<VisitorToServer> {
  const { data: me } = socket

  const received = async (conversationId: string, seq: number, delivered: boolean): Promise<Ack<Done>> => {
    const outcome = await core.move('markRead', { conversationId, by: { visitorId: me.visitorId }, seq, delivered })
    if (!outcome.ok) return outcome
    if (outcome.value) {
      const { operatorId, delivered: got, read } = outcome.value
      core.desk
        .to(rooms.readers(conversationId, operatorId))
        .emit('read:changed', { conversationId, delivered: got, read })
    }
    return { ok: true }
  }

  const ownView = async (conversationId: string): Promise<VisitorConversation> => {
    const row = await core.views.conversation(conversationId)
    if (row?.visitorId !== me.visitorId) throw new Error('the conversation just changed is not to be found')
    return core.views.visitor(row, core.now())
  }
  const lease = async () => {
    if (me.leased) return
    me.leased = true
    await core.move('takeLease', { leaseId: socket.id, nodeId: core.nodeId, kind: 'visitor', personId: me.visitorId })
    core.views.latestOf(me.visitorId, me.site).then(
      (row) => row && core.fanOut.summarySoon(row.id),
      () => {},
    )
  }
  const isKeptOut = async (mail?: string | null, country?: ReturnType<typeof countryFrom>) =>
    (await core.gate.keptOut(knocking(me, mail ?? null, country))) !== null
  return {
    'conversation:start': {
      schema: StartRequest,
      handle: async (request) => {
        const country = countryFrom(core, request.packet, core.addressOf?.(socket.request) ?? null)
        if (await isKeptOut(request.mail, country)) return { ok: false, code: 'blocked' }
        const consented = await withConsent(core, me, request)
        if (!consented.ok) return consented
        if (await lacksAsked(core, me, request)) return { ok: false, code: 'form_required' }
        const start = await startRequest(
          core,
          me,
          { ...request, packet: consented.packet, name: request.name ?? null, mail: request.mail ?? null },
          me,
        )
        await lease()
        const outcome = await core.move('startConversation', start, socket.id)
        if (!outcome.ok) return outcome
        if (outcome.value.fresh) recordEscalation(core, me, request, outcome.value.conversationId)
        return {
          ok: true,
          conversation: await ownView(outcome.value.conversationId),
          messages: outcome.value.messages.map(presentForVisitor),
        }
      },
    },
    'conversation:resync': {
      schema: VisitorResync,
      handle: async ({ conversationId, since }) => {
        const spent = core.spend.resync(me.visitorId, 0)
        if (!spent.ok) return { ok: false, code: 'too_many', retryAfterMs: spent.retryAfterMs }
        const availability = await core.views.availability(me.site, me.locale, core.now())
        const row = conversationId
          ? await core.views.conversation(conversationId)
          : await core.views.latestOf(me.visitorId, me.site)
        if (row && (row.visitorId !== me.visitorId || row.site !== me.site)) return { ok: false, code: 'not_found' }
        if (conversationId && !row) return { ok: false, code: 'not_found' }
        if (!row || (!conversationId && row.state === 'solved'))
          return { ok: true, conversation: null, messages: [], availability }
        if (row.state !== 'solved') await lease()
        const messages = await core.views.messagesSince(row.id, since, { notes: false })
        core.spend.resync(
          me.visitorId,
          messages.reduce((sum, { text }) => sum + text.length, 0),
        )
        // `since` proves what this visitor already has.
        if (since > row.visitorDelivered) received(row.id, since, true).catch(() => {})
        return {
          ok: true,
          conversation: await core.views.visitor(row, core.now()),
          messages: messages.map(presentForVisitor),
          availability,
        }
      },
    },
    'message:send': {
      schema: SendMessage,
      handle: async ({ conversationId, clientMessageId, text, files }) => {
        const spent = core.spend.visitor(me.visitorId)
        if (!spent.ok) return { ok: false, code: 'too_many', retryAfterMs: spent.retryAfterMs }
        if (await isKeptOut()) return { ok: false, code: 'blocked' }
        const post = {
          conversationId,
          clientMessageId,
          text,
          files: await namedFiles(core, me.site, files),
          by: { visitorId: me.visitorId },
          kind: 'text' as const,
          reopenTo: reopenTarget(core, me.site),
        }
        const outcome = await core.move('postMessage', post, socket.id)
        return outcome.ok ? { ok: true, message: outcome.value.message } : outcome
      },
    },
    'files:open': {
      schema: OpenFiles,
      handle: async ({ conversationId, ids }) => {
        const row = await core.views.conversation(conversationId)
        if (row?.visitorId !== me.visitorId || row.site !== me.site) return { ok: false, code: 'not_found' }
        const of = { conversationId, ids, reader: me.visitorId, notes: false, site: me.site }
        return { ok: true, addresses: await openFiles(core, of) }
      },
    },
    'message:read': {
      schema: ReadRequest,
      handle: ({ conversationId, seq }) => received(conversationId, seq, false),
    },
    'message:received': {
      schema: ReadRequest,
      handle: ({ conversationId, seq }) => received(conversationId, seq, true),
    },
    'typing:set': {
      schema: TypingRequest,
      handle: async ({ conversationId, typing }) => {
        const row = await core.views.conversation(conversationId)
        if (row?.visitorId !== me.visitorId || row.site !== me.site) return { ok: false, code: 'not_found' }
        if (row.operatorId)
          core.desk
            .to([rooms.person(row.operatorId), rooms.leadFollowers(row.id)])
            .emit('typing:changed', { conversationId, author: 'visitor', typing })
        return { ok: true }
      },
    },
    'preview:set': {
      schema: PreviewRequest,
      handle: async ({ conversationId, text }) => {
        const spent = core.spend.preview(me.visitorId)
        if (!spent.ok) return { ok: false, code: 'too_many', retryAfterMs: spent.retryAfterMs }
        const row = await core.views.conversation(conversationId)
        if (row?.visitorId !== me.visitorId || row.site !== me.site) return { ok: false, code: 'not_found' }
        if (await isKeptOut()) return { ok: false, code: 'blocked' }
        // Switched off since the widget was told otherwise.
        if (!(await core.site(me.site))?.preview) return { ok: false, code: 'not_allowed' }
        // A widget that is not ours need not have looked.
        if (row.state === 'active' && row.operatorId)
          core.preview(row.operatorId, { conversationId, text: text && !mayBeSecret(text) ? text : null })
        return { ok: true }
      },
    },
    'conversation:mail-instead': {
      schema: MailInstead,
      handle: async ({ conversationId, mail, stay }) => {
        const row = await core.views.conversation(conversationId)
        if (row?.visitorId !== me.visitorId || row.site !== me.site) return { ok: false, code: 'not_found' }
        if (await isKeptOut(mail)) return { ok: false, code: 'blocked' }
        // What cannot be sent is not promised.
        if (core.smtpUrl === undefined) return { ok: false, code: 'not_allowed' }
        const outcome = await core.move('mailInstead', {
          conversationId,
          stay: stay ?? false,
          visitorId: me.visitorId,
          mail,
          opensAt: await closingTime(core, me.site),
        })
        return outcome.ok ? { ok: true, conversation: await ownView(conversationId) } : outcome
      },
    },
    'conversation:rate': {
      schema: Rating,
      handle: async ({ conversationId, stars, comment }) => {
        const outcome = await core.move('rate', {
          conversationId,
          visitorId: me.visitorId,
          stars,
          comment: comment ?? null,
        })
        if (outcome.ok) await alertOfRating(core, { conversationId, stars })
        return outcome.ok ? { ok: true, conversation: await ownView(conversationId) } : outcome
      },
    },
    'conversation:end': {
      schema: OfConversation,
      handle: async ({ conversationId }) => {
        const outcome = await core.move('endByVisitor', { conversationId, visitorId: me.visitorId })
        return outcome.ok ? { ok: true, conversation: await ownView(conversationId) } : outcome
      },
    },
  }
}
