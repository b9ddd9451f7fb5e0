import { z } from '@hono/zod-openapi'
import { LONGEST_ASKED, looksLikePhone } from '#shared'
import type {
  ConversationSummary,
  HandoverPacket,
  Message,
  StartConversationRequest,
  StartConversationResponse,
  VisitorConversation,
} from '#protocol'
import { DESK_LISTS, FILES_PER_MESSAGE, HELD_BECAUSE, MARKS } from '#protocol'
import { answering, asking } from './bound.ts'
import { FaceAnswer } from './faces.ts'
import { FileIdParam, ReaderLocaleParam, Mail, PageQuery } from './common.ts'
import { MessageFileAnswer } from './files.ts'
import { FILTER_QUERY } from './saved-views/saved-views.ts'

export const State = z.enum(['queued', 'active', 'waiting', 'solved'])
const Author = z.enum(['visitor', 'operator', 'system'])
const ClientMessageId = z.string().regex(/^[0-9A-Za-z_-]{8,64}$/)
const When = z.string().max(40)
export const FileIds = z.array(FileIdParam).max(FILES_PER_MESSAGE)

export const PacketBody = asking<HandoverPacket>()(
  z.object({
    searches: z
      .array(
        z.object({
          text: z.string().max(500),
          at: When,
          verdict: z.string().max(20),
          results: z.number().int().min(0).max(100),
        }),
      )
      .max(20),
    read: z
      .array(
        z.object({
          answerId: z.string().max(90),
          question: z.string().max(500),
          url: z.string().max(2_000),
          helped: z.boolean().nullable(),
          reason: z.string().max(1_000).nullish(),
        }),
      )
      .max(20),
    page: z.object({ url: z.string().max(2_000), title: z.string().max(300) }).nullable(),
    product: z.object({ sku: z.string().max(64), name: z.string().max(200) }).nullable(),
    draft: z.string().max(10_000),
    locale: ReaderLocaleParam,
    timeZone: z.string().max(60).nullable(),
    form: z
      .object({
        subject: z.string().max(60).optional(),
        phone: z.string().max(LONGEST_ASKED.phone).refine(looksLikePhone).optional(),
        order: z.string().max(LONGEST_ASKED.order).optional(),
      })
      .optional()
      .describe('What the shop asked before the first message'),
  }),
)
export const StartBody = asking<StartConversationRequest>()(
  z.object({
    clientMessageId: ClientMessageId,
    text: z.string().max(65_536).describe('Empty only where files say it all'),
    name: z.string().trim().max(80).nullish(),
    mail: Mail.nullish(),
    packet: PacketBody,
    files: FileIds.optional(),
    agreed: z.string().max(40).optional().describe('Version of the line of consent that was ticked'),
  }),
)
export const MessageAnswer = answering<Message>()(
  z
    .object({
      id: z.string(),
      conversationId: z.string(),
      seq: z.number(),
      clientMessageId: z.string(),
      author: Author,
      authorName: z.string().nullable(),
      kind: z.enum(['text', 'note', 'event']),
      text: z.string(),
      files: z.array(MessageFileAnswer).optional(),
      event: z
        .object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() })
        .nullish(),
      editedAt: z.string().nullish(),
      deletedAt: z.string().nullish(),
      sentAt: z.string(),
    })
    .openapi('Message'),
)
export const VisitorConversationAnswer = answering<VisitorConversation>()(
  z
    .object({
      id: z.string(),
      state: State,
      operator: FaceAnswer.extend({ here: z.boolean().optional() }).nullable(),
      next: z.array(FaceAnswer).optional(),
      faces: z.array(FaceAnswer).optional(),
      position: z.number().nullable(),
      expectedWaitMs: z.number().nullable(),
      lastSeq: z.number(),
      rev: z.number(),
      delivered: z.number(),
      read: z.number(),
      rating: z.number().nullable(),
      mail: z.string().nullable(),
      locale: ReaderLocaleParam,
      createdAt: z.string(),
    })
    .openapi('VisitorConversation'),
)
export const StartAnswer = answering<StartConversationResponse>()(
  z.object({ conversation: VisitorConversationAnswer, messages: z.array(MessageAnswer) }),
)
export const SummaryAnswer = answering<ConversationSummary>()(
  z
    .object({
      id: z.string(),
      site: z.string(),
      state: State,
      locale: ReaderLocaleParam,
      question: z.string(),
      visitor: z.object({
        name: z.string().nullable(),
        mail: z.string().nullable(),
        verified: z.boolean(),
        vouched: z.object({ id: z.string(), name: z.boolean(), mail: z.boolean() }).nullable(),
        online: z.boolean(),
      }),
      operator: z.object({ id: z.string(), name: z.string() }).nullable(),
      offeredTo: z.object({ id: z.string(), until: z.string() }).nullable(),
      position: z.number().nullable(),
      priority: z.number(),
      held: z.enum(HELD_BECAUSE).optional(),
      mark: z.enum(MARKS).optional(),
      snoozed: z.object({ until: z.string().nullable() }).optional(),
      labels: z.array(z.string()).optional(),
      product: z.object({ sku: z.string(), name: z.string() }).nullable(),
      lastMessage: z.object({ author: Author, text: z.string(), at: z.string() }).nullable(),
      unread: z.number(),
      lastSeq: z.number(),
      rev: z.number(),
      due: z.object({ at: z.string(), level: z.enum(['fine', 'soon', 'missed']) }).nullable(),
      createdAt: z.string(),
      solvedAt: z.string().nullable(),
      promotedTo: z.string().nullable(),
    })
    .openapi('ConversationSummary'),
)
/** A row of a list; in a search, with what of it was found. */
export const FoundConversationAnswer = SummaryAnswer.extend({
  match: z
    .object({
      where: z.enum(['question', 'visitor', 'operator', 'message', 'note']),
      author: Author.nullable(),
      authorName: z.string().nullable(),
      text: z.string(),
      words: z.array(z.string()),
    })
    .nullable(),
})
export const LetterAnswer = z
  .object({
    sender: z.string(),
    subject: z.string(),
    text: z.string(),
    files: z.array(z.object({ name: z.string(), size: z.number() })),
    receivedAt: z.string(),
  })
  .openapi('Letter')
export const ConversationsQuery = z.object({
  ...PageQuery,
  view: z.enum(DESK_LISTS).default('all').describe('`open`: what operators hold, of everybody one may read'),
  q: z.string().max(500).optional(),
  ...FILTER_QUERY,
})
