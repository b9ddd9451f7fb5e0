import { INTERFACE_LOCALES, LONGEST_ASKED, looksLikePhone, MOST_SHOWN } from '#shared'
import { z } from 'zod'
import { FILES_PER_MESSAGE, MESSAGE_LIMIT_BYTES } from '#protocol'
import { mailAddress } from '../../mail/mail-address.ts'

/** Text is stored byte for byte, so what cannot be (lone surrogates, NUL) is refused at the door. */
const storable = (text: string) => text.isWellFormed() && !text.includes('\u0000')
const line = (max: number) => z.string().max(max).refine(storable)
const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/)
/** With the site's where another shop's answer is shown. */
const answerId = z
  .string()
  .min(1)
  .max(90)
  .regex(/^[A-Za-z0-9_-]+$/)
export const TOO_LONG = 'too_long'
const text = z
  .string()
  .refine((text) => Buffer.byteLength(text) <= MESSAGE_LIMIT_BYTES, { message: TOO_LONG, abort: true })
  .refine(storable)
const words = text.refine((text) => text.trim() !== '')
const fileIds = z
  .array(z.string().regex(/^fil_[0-9A-Za-z]{20,40}$/))
  .max(FILES_PER_MESSAGE)
  .refine((ids) => new Set(ids).size === ids.length)
  .optional()
/** Something must be said: in words, or by files. */
const saysSomething = ({ text, files }: { text: string; files?: string[] | undefined }) =>
  text.trim() !== '' || (files?.length ?? 0) > 0
const seq = z.number().int().min(0).max(2_000_000_000)

const at = line(40)
export const Packet = z.object({
  searches: z
    .array(z.object({ text: line(500), at, verdict: line(20), results: z.number().int().min(0).max(10_000) }))
    .max(20),
  read: z
    .array(
      z.object({
        answerId: line(90),
        question: line(500),
        url: line(2_000),
        helped: z.boolean().nullable(),
        reason: line(1_000).nullish(),
      }),
    )
    .max(50),
  page: z.object({ url: line(2_000), title: line(500) }).nullable(),
  product: z.object({ sku: line(64), name: line(300) }).nullable(),
  draft: line(20_000),
  locale: z.enum(INTERFACE_LOCALES),
  timeZone: line(64).nullable(),
  form: z
    .object({
      subject: line(60).optional(),
      phone: line(LONGEST_ASKED.phone).refine(looksLikePhone).optional(),
      order: line(LONGEST_ASKED.order).optional(),
    })
    .optional(),
})

const Form = z.object({
  clientMessageId: id,
  text,
  packet: Packet,
  name: line(120).nullish(),
  mail: mailAddress.nullish(),
  files: fileIds,
  agreed: line(40).optional(),
})
export const FormRequest = Form.refine(saysSomething)
export const StartRequest = Form.extend({ way: z.enum(['chat', 'message']) }).refine(saysSomething)
export const VisitorResync = z.object({ conversationId: id.nullable(), since: seq })
export const OfConversation = z.object({ conversationId: id })
const Message = z.object({ conversationId: id, clientMessageId: id, text, files: fileIds })
export const SendMessage = Message.refine(saysSomething)
export const SendByOperator = Message.extend({
  template: z.object({ id: answerId, edited: z.boolean() }).nullish(),
}).refine(saysSomething)
export const OpenFiles = z.object({ conversationId: id, ids: z.array(line(64)).min(1).max(50) })
export const ReadRequest = z.object({ conversationId: id, seq })
export const TypingRequest = z.object({ conversationId: id, typing: z.boolean() })
export const PreviewRequest = z.object({
  conversationId: id,
  text: z.string().max(MOST_SHOWN).refine(storable).nullable(),
})
export const MailInstead = z.object({ conversationId: id, mail: mailAddress, stay: z.boolean().optional() })
export const Rating = z.object({
  conversationId: id,
  stars: z.number().int().min(1).max(5),
  comment: line(2_000).nullish(),
})

export const Nothing = z.object({})
export const Presence = z.object({ available: z.boolean() })
export const OpenRequest = z.object({ conversationId: id, since: seq })
export const SolveRequest = z.object({
  conversationId: id,
  answerId: answerId.nullish(),
  libraryLacksAnswer: z.boolean().optional(),
})
export const PriorityRequest = z.object({ conversationId: id, priority: z.number().int().min(0).max(2) })
export const TransferRequest = z.object({
  conversationId: id,
  to: z.union([z.strictObject({ operatorId: id }), z.strictObject({ group: line(64).min(1) })]),
  note: line(4_000),
})
export const EditMessage = z.object({ conversationId: id, messageId: id, text: words })
export const OfMessage = z.object({ conversationId: id, messageId: id })
export const SaveDraft = z.object({
  conversationId: id,
  text: z.string().max(MESSAGE_LIMIT_BYTES).refine(storable),
  version: z.number().int().min(0),
})
