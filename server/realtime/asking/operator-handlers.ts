import type { Core } from '../core.ts'
import type { DeskSocket } from '../sockets.ts'
import { rooms } from '../telling/rooms.ts'
import type { Ack, ConversationDetail, DeskToServer, Message, RequestOf } from '#protocol'
import { isLeadOn, isMemberOf } from '../../chat/conversation.ts'
import { mayRead } from '../../chat/moves/membership.ts'
import type { Requests } from './acknowledged.ts'
import { namedFiles, type Recording, recordSolved } from './conversation-flow.ts'
import { openFiles } from '../files/giving-files.ts'
import { inboxOf } from '../desk/inbox.ts'
import type { RecordedAct } from '../live.ts'
import { recordResponseTime } from './response-times.ts'
import {
  EditMessage,
  Nothing,
  OfConversation,
  OfMessage,
  OpenFiles,
  OpenRequest,
  Presence,
  PriorityRequest,
  ReadRequest,
  SaveDraft,
  SendByOperator,
  SendMessage,
  SolveRequest,
  TransferRequest,
  TypingRequest,
} from './schemas.ts'

const SECOND_MS = 1_000

type Done = Record<never, never>

/** What answering them takes. */
export type OperatorAsking = Recording &
  Pick<
    Core,
    | 'addresses'
    | 'desk'
    | 'fanOut'
    | 'library'
    | 'move'
    | 'notices'
    | 'now'
    | 'record'
    | 'rests'
    | 'spend'
    | 'sql'
    | 'told'
    | 'unfilled'
    | 'views'
    | 'visitors'
    | 'wakeRouting'
  >

/** What somebody at the desk may ask over the socket. Rights are decided per request, in the transaction that uses them. */
export function operatorRequests(core: OperatorAsking, socket: DeskSocket): Requests<DeskToServer> {
  const me = socket.data
  const by = () => ({ id: me.id, name: me.name, role: me.role, sites: me.sites })

  const record = (act: RecordedAct['act'], conversationId: string, detail: RecordedAct['detail'] = {}) =>
    core.record?.({ act, by: { id: me.id, name: me.name }, conversationId, detail, request: socket.request })

  const readable = async (conversationId: string) => {
    const row = await core.views.conversation(conversationId)
    return row && (await mayRead(core.sql, row, me)) ? row : null
  }
  const detailed = async (conversationId: string): Promise<Ack<{ conversation: ConversationDetail }>> => {
    const row = await readable(conversationId)
    return row
      ? { ok: true, conversation: await core.views.detail(row, core.now(), me) }
      : { ok: false, code: 'not_found' }
  }
  const follow = async (conversationId: string, site: string, operatorId: string | null) => {
    await unfollow(conversationId)
    await socket.join(
      isLeadOn(me, site) ? rooms.leadFollowers(conversationId) : rooms.followers(conversationId, operatorId),
    )
    me.following.add(conversationId)
  }
  const unfollow = async (conversationId: string) => {
    me.following.delete(conversationId)
    const prefix = rooms.following(conversationId)
    for (const room of core.desk.adapter.socketRooms(socket.id) ?? [])
      if (room.startsWith(prefix)) await socket.leave(room)
  }

  const say =
    (kind: 'text' | 'note') =>
    async (request: RequestOf<DeskToServer, 'message:send'>): Promise<Ack<{ message: Message }>> => {
      const spent = core.spend.operator(me.id)
      if (!spent.ok) return { ok: false, code: 'too_many', retryAfterMs: spent.retryAfterMs }
      if (kind === 'text' && core.unfilled(request.text).length > 0) return { ok: false, code: 'placeholder_unfilled' }
      const { conversationId, clientMessageId, text, template } = request
      // What somebody has changed is their own word.
      if (kind === 'text' && template && !template.edited && core.rests(template.id))
        return { ok: false, code: 'template_untimely' }
      const files = request.files?.length
        ? await namedFiles(core, (await core.views.conversation(conversationId))?.site ?? '', request.files)
        : null
      const outcome = await core.move(
        'postMessage',
        { conversationId, clientMessageId, text, by: { operator: by() }, kind, template: template ?? null, files },
        socket.id,
      )
      if (!outcome.ok) return outcome
      const { endedWait, message } = outcome.value
      if (endedWait)
        recordResponseTime(core, {
          conversationId,
          site: endedWait.site,
          kind: endedWait.first ? 'first_response' : 'reply',
          sinceMs: endedWait.sinceMs,
          operatorId: me.id,
        })
      return { ok: true, message }
    }

  const isNote = async (messageId: string) =>
    (await core.sql.one<{ kind: string }>('select "kind" from "messages" where "id" = ?', messageId))?.kind === 'note'

  const marked = async (conversationId: string, seq: number, delivered: boolean): Promise<Ack<Done>> => {
    const outcome = await core.move('markRead', { conversationId, by: { operatorId: me.id }, seq, delivered })
    // Reading along without holding it leaves no mark.
    if (!outcome.ok) return (await readable(conversationId)) ? { ok: true } : outcome
    if (outcome.value) {
      const row = await core.views.conversation(conversationId)
      const view = row && (await core.views.visitor(row, core.now()))
      if (view && core.told.admit('visitor', row))
        core.visitors.to(rooms.visitor(row.visitorId)).emit('conversation:changed', { conversation: view })
      core.fanOut.summarySoon(conversationId)
    }
    return { ok: true }
  }

  return {
    'inbox:resync': {
      schema: Nothing,
      handle: async () => ({ ok: true, ...(await inboxOf(core, me)) }),
    },
    'presence:set': {
      schema: Presence,
      handle: async ({ available }) => {
        await core.move('setAvailable', { personId: me.id, available })
        core.fanOut.presenceSoon()
        core.wakeRouting()
        return { ok: true, me: await core.views.presence(me.id, core.now()) }
      },
    },
    'conversation:open': {
      schema: OpenRequest,
      handle: async ({ conversationId, since }) => {
        const row = await readable(conversationId)
        if (!row) return { ok: false, code: 'not_found' }
        if (row.operatorId !== null && row.operatorId !== me.id)
          await core.move('enterReading', { conversationId, personId: me.id })
        await follow(conversationId, row.site, row.operatorId)
        // Read after joining: what is said in between comes by either way, never by none.
        const [messages, fresh] = [
          await core.views.messagesSince(conversationId, since, { notes: true }),
          await core.views.conversation(conversationId),
        ]
        if (since > row.operatorDelivered && row.operatorId === me.id)
          marked(conversationId, since, true).catch(() => {})
        return { ok: true, conversation: await core.views.detail(fresh ?? row, core.now(), me), messages }
      },
    },
    'conversation:close': {
      schema: OfConversation,
      handle: async ({ conversationId }) => {
        await unfollow(conversationId)
        return { ok: true }
      },
    },
    'conversation:accept': {
      schema: OfConversation,
      handle: async ({ conversationId }) => {
        const outcome = await core.move('accept', { conversationId, by: by() })
        if (!outcome.ok) return outcome
        if (outcome.value.waited)
          recordResponseTime(core, { conversationId, kind: 'waiting', operatorId: me.id, ...outcome.value.waited })
        await follow(conversationId, outcome.value.site, me.id)
        return detailed(conversationId)
      },
    },
    'conversation:decline': {
      schema: OfConversation,
      handle: async ({ conversationId }) => {
        const outcome = await core.move('decline', { conversationId, by: by() })
        return outcome.ok ? { ok: true } : outcome
      },
    },
    'conversation:solve': {
      schema: SolveRequest,
      handle: async ({ conversationId, answerId, libraryLacksAnswer }) => {
        const row = await core.views.conversation(conversationId)
        const wrapUpMs = ((row && (await core.site(row.site)))?.wrapUp.seconds ?? 0) * SECOND_MS
        const outcome = await core.move('solve', { conversationId, by: by(), answerId: answerId ?? null, wrapUpMs })
        if (wrapUpMs > 0) core.fanOut.presenceSoon()
        if (!outcome.ok) return outcome
        const { first, site, acceptedMs } = outcome.value
        if (first && acceptedMs !== null)
          recordResponseTime(core, { conversationId, site, kind: 'solving', sinceMs: acceptedMs, operatorId: me.id })
        if (first)
          recordSolved(core, outcome.value, conversationId, {
            answerId: answerId ?? null,
            libraryLacksAnswer: libraryLacksAnswer ?? false,
          })
        return detailed(conversationId)
      },
    },
    'conversation:reopen': {
      schema: OfConversation,
      handle: async ({ conversationId }) => {
        const outcome = await core.move('reopen', { conversationId, by: by() })
        return outcome.ok ? detailed(conversationId) : outcome
      },
    },
    'conversation:take-over': {
      schema: OfConversation,
      handle: async ({ conversationId }) => {
        const before = await core.views.conversation(conversationId)
        const outcome = await core.move('takeOver', { conversationId, by: by() })
        if (outcome.ok && before?.operatorId !== me.id)
          record('conversation_taken_over', conversationId, before?.operatorName ? { from: before.operatorName } : {})
        return outcome.ok ? detailed(conversationId) : outcome
      },
    },
    'conversation:prioritize': {
      schema: PriorityRequest,
      handle: async ({ conversationId, priority }) => {
        const outcome = await core.move('prioritize', { conversationId, by: by(), priority })
        if (!outcome.ok) return outcome
        for (const { site } of outcome.moved) core.fanOut.queueSoon(site)
        if (outcome.moved.length > 0) record('priority_changed', conversationId, { priority })
        return detailed(conversationId)
      },
    },
    'conversation:transfer': {
      schema: TransferRequest,
      handle: async ({ conversationId, to, note }) => {
        const outcome = await core.move('transfer', { conversationId, by: by(), to, note: note.trim() })
        // Asked again, it moves nothing and is no second deed.
        if (outcome.ok && outcome.moved.length > 0)
          record(
            'conversation_transferred',
            conversationId,
            'group' in to ? { group: to.group } : { to: to.operatorId },
          )
        return outcome.ok ? detailed(conversationId) : outcome
      },
    },
    'message:send': {
      schema: SendByOperator,
      handle: say('text'),
    },
    'note:add': {
      schema: SendMessage,
      handle: say('note'),
    },
    'files:open': {
      schema: OpenFiles,
      handle: async ({ conversationId, ids }) => {
        const row = await readable(conversationId)
        if (!row) return { ok: false, code: 'not_found' }
        const of = { conversationId, ids, reader: me.id, notes: true, site: row.site }
        return { ok: true, addresses: await openFiles(core, of) }
      },
    },
    'message:edit': {
      schema: EditMessage,
      handle: async ({ conversationId, messageId, text }) => {
        if (core.unfilled(text).length > 0 && !(await isNote(messageId)))
          return { ok: false, code: 'placeholder_unfilled' }
        const outcome = await core.move('changeMessage', { conversationId, messageId, by: by(), text }, socket.id)
        return outcome.ok ? { ok: true, message: outcome.value.message } : outcome
      },
    },
    'message:delete': {
      schema: OfMessage,
      handle: async ({ conversationId, messageId }) => {
        const outcome = await core.move('changeMessage', { conversationId, messageId, by: by(), text: null }, socket.id)
        return outcome.ok ? { ok: true, message: outcome.value.message } : outcome
      },
    },
    'message:read': {
      schema: ReadRequest,
      handle: ({ conversationId, seq }) => marked(conversationId, seq, false),
    },
    'message:received': {
      schema: ReadRequest,
      handle: ({ conversationId, seq }) => marked(conversationId, seq, true),
    },
    'typing:set': {
      schema: TypingRequest,
      handle: async ({ conversationId, typing }) => {
        const row = await core.views.conversation(conversationId)
        if (row?.operatorId !== me.id || !isMemberOf(me, row.site)) return { ok: false, code: 'not_found' }
        core.visitors
          .to(rooms.visitor(row.visitorId))
          .emit('typing:changed', { conversationId, author: 'operator', typing })
        core.desk
          .to(rooms.leadFollowers(conversationId))
          .except(rooms.person(me.id))
          .emit('typing:changed', { conversationId, author: 'operator', typing })
        return { ok: true }
      },
    },
    'draft:save': {
      schema: SaveDraft,
      handle: async ({ conversationId, text, version }) => {
        const outcome = await core.move('saveDraft', { conversationId, by: by(), text, version })
        if (!outcome.ok) return outcome
        core.desk
          .to(rooms.person(me.id))
          .except(socket.id)
          .emit('draft:changed', { conversationId, draft: outcome.value })
        return { ok: true, draft: outcome.value }
      },
    },
  }
}
