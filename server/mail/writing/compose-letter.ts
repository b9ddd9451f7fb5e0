import { answersLocale, cutText, type TextValues } from '#shared'
import { DateTime } from 'luxon'
import type { Site } from '#kb'
import type { Letter } from '../../chat/moves/letters/outbox.ts'
import { LINK_DAYS } from '../conversation-link.ts'
import type { Digest } from '../../chat/moves/digests/write-digests.ts'
import { digestText } from './digest-text.ts'
import { letterHtml } from './letter-html.ts'
import { filesIn } from './letter-files.ts'
import { greets, type LetterParts, saidWithFiles } from './letter-parts.ts'
import { letterText } from './letter-text.ts'
import type { Sender } from '../mail-address.ts'
import type { MailTextKey } from '../locales/keys.ts'
import { mailText } from '../mail-texts.ts'
import { withoutLinks } from './without-links.ts'

/** What goes to nodemailer: structured fields only, so that nothing a visitor wrote can become a header. */
export interface Composed {
  from: { name: string; address: string }
  to: { name: string; address: string }
  replyTo: string
  subject: string
  text: string
  html?: string
  messageId: string
  /** Its thread: a mailbox shows the letters about one conversation together. */
  inReplyTo?: string
  references?: string[]
  headers: Record<string, string>
  attachments?: { filename: string; contentType: string; content: Buffer }[]
}

export interface Envelope {
  mailFrom: Sender
  /** Where a reply comes back to; null: nobody reads replies automatically. */
  replyTo: string | null
  /** Addresses of pictures that mail programs know: the shop's logo, and faces by the id of who wrote. */
  pictures?: { logo: string | null; photoOf(authorId: string): string | null }
  /** Pages that open the conversation and that end its letters; null: it is about none. */
  links: { open: string; stop: string; stopAtOnce: string } | null
}

type Content = {
  digest?: Digest
  text?: string
  /** Absent: nothing is said of when. */
  opensAt?: string | null
  question?: string
  visitorName?: string | null
  /** What of their letter was not kept, and the bounds. */
  left?: { fileMb: number; wholeMb?: number; cut?: boolean; notKept: { name: string; code: string }[] }
}
type Say = (key: MailTextKey, values?: TextValues) => string

/** What a stranger may have us send to somebody else's address. */
const LONGEST_QUOTE = 500
const LONGEST_NAME = 40
const LONGEST_SUBJECT = 120
/** Refusals of a file that have a sentence of their own. */
const TOLD_APART = new Set(['file_too_large', 'file_kind_refused', 'letter_full'])
/** Of all answers in one letter: mail programs fold longer ones away, and nobody reads them there. */
const LONGEST_SAID = 30_000

/** A letter in the conversation's language. Its `messageId` is the outbox row's, the same on every attempt. */
export function composeLetter(
  letter: Letter,
  site: Pick<Site, 'name' | 'timeZone' | 'mail' | 'url' | 'brand' | 'logos' | 'letterhead' | 'texts'>,
  envelope: Envelope,
): Composed {
  const { locale } = letter
  const shop = site.name[answersLocale(locale)]
  const own = site.texts.letters[locale]
  const say: Say = (key, values = {}) => mailText(locale, key, { site: shop, ...values }, own)
  const { sender, signature } = site.letterhead
  const content: Content = JSON.parse(letter.content)
  const domain = envelope.mailFrom.address.split('@')[1] ?? 'localhost'
  const named = letter.kind === 'transcript' ? 'subject.transcript' : letter.kind === 'digest' ? 'subject.digest' : null
  const subject = oneLine(named ? say(named) : subjectOf(letter, site, say))
  const { links } = envelope
  const head = {
    from: { name: sender[answersLocale(locale)] || envelope.mailFrom.name || shop, address: envelope.mailFrom.address },
    to: { name: '', address: letter.recipient },
    // A transcript goes to whomever the visitor named: they are not handed the address that speaks for the visitor.
    replyTo: (letter.kind === 'transcript' ? null : envelope.replyTo) ?? site.mail,
    subject,
    messageId: `<${letter.id}@${domain}>`,
    headers: {
      ...(letter.kind === 'auto_reply' ? { 'Auto-Submitted': 'auto-replied' } : {}),
      ...(letter.kind === 'digest' ? { 'Auto-Submitted': 'auto-generated' } : {}),
      ...(links && letter.kind !== 'transcript'
        ? { 'List-Unsubscribe': `<${links.stopAtOnce}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
  }
  if (letter.kind === 'digest') return { ...head, text: content.digest ? digestText(content.digest, say) : '' }
  if (letter.kind === 'transcript') return { ...head, text: `${content.text ?? ''}\n` }
  const parts =
    letter.kind === 'reply'
      ? replyParts(letter, content, envelope, say)
      : autoParts(letter, content, site, envelope, say)
  const thread = [
    ...(letter.begunBy ? [letter.begunBy.messageId] : []),
    ...letter.before.map((id) => `<${id}@${domain}>`),
  ]
  return {
    ...head,
    text: letterText({ ...parts, signature: signature[answersLocale(locale)] }),
    html: letterHtml(
      { ...parts, signature: signature[answersLocale(locale)] },
      {
        locale,
        shop: { name: shop, url: site.url, logo: envelope.pictures?.logo ?? null },
        color: site.brand.color,
        colorDark: site.brand.colorDark,
        title: subject,
      },
    ),
    ...(thread.length > 0 ? { inReplyTo: thread.at(-1) as string, references: thread } : {}),
  }
}

/** One for all letters about a conversation: the visitor's own where they began it by a letter, else the day they asked. */
function subjectOf(
  { begunBy, about, createdAt, locale }: Letter,
  { timeZone }: Pick<Site, 'timeZone'>,
  say: Say,
): string {
  const own =
    begunBy && withoutLinks(begunBy.subject, say('letter.link')).replace(/^(?:(?:re|fwd?|отв|ответ):\s*)+/i, '')
  if (own) return `Re: ${cutText(own, LONGEST_SUBJECT)}`
  const date = DateTime.fromISO(about?.createdAt ?? createdAt, { zone: timeZone, locale }).toFormat(say('date.day'))
  return say('subject.conversation', { date })
}

function replyParts(letter: Letter, content: Content, envelope: Envelope, say: Say): LetterParts {
  const answers: Letter['answers'] =
    letter.answers.length > 0 ? letter.answers : [{ text: content.text ?? '', author: null }]
  const { left } = filesIn(answers)
  const said: LetterParts['said'] = []
  let room = LONGEST_SAID
  for (const { text, author, authorId = null, files = [] } of answers) {
    const by = author || say('letter.somebody')
    const kept = cutText(text, Math.max(0, room))
    room -= text.length
    if (kept === '' && files.length === 0) break
    const shown = saidWithFiles(kept, files, letter.locale)
    const last = said.at(-1)
    if (last?.author === by) last.messages.push(shown)
    else said.push({ author: by, photo: (authorId && envelope.pictures?.photoOf(authorId)) || null, messages: [shown] })
  }
  const { links } = envelope
  return {
    greeting: answers[0] && greets(answers[0].text) ? null : greeting(letter, content, say),
    said,
    lines: [
      ...(room < 0 ? [say('letter.cut')] : []),
      ...(left.length > 0 ? [say('letter.filesLeft', { names: left.map(({ name }) => name).join(', ') })] : []),
    ],
    open: links && { url: links.open, label: say('letter.open'), note: say('letter.openFor', { n: LINK_DAYS }) },
    howToReply: envelope.replyTo ? say('reply.how') : null,
    question: { label: say('reply.question'), text: quote(letter.about?.question ?? content.question ?? '') },
    foot: { text: say('letter.why'), stop: links && { url: links.stop, label: say('letter.stop') } },
  }
}

/** Nobody has answered from this address yet, so it may be anybody's: a stranger's words go there short and without links. */
function autoParts(
  letter: Letter,
  content: Content,
  { timeZone }: Pick<Site, 'timeZone'>,
  envelope: Envelope,
  say: Say,
): LetterParts {
  const { confirmed, locale } = letter
  const plain = (text: string) => (confirmed ? text : withoutLinks(text, say('letter.link')))
  const opens = content.opensAt ? DateTime.fromISO(content.opensAt, { zone: timeZone, locale }) : null
  return {
    greeting: greeting(letter, content, say),
    said: [],
    lines: [
      say('auto_reply.kept'),
      ...(opens
        ? [say('auto_reply.opens', { date: opens.toFormat(say('date.day')), time: opens.toFormat('H:mm') })]
        : content.opensAt === null
          ? [say('auto_reply.open')]
          : []),
      ...(content.left ? leftLines(content.left, plain, say) : []),
      ...(envelope.replyTo ? [say('auto_reply.add')] : []),
    ],
    open: null,
    howToReply: null,
    question: { label: say('reply.question'), text: plain(quote(content.question ?? letter.about?.question ?? '')) },
    foot: {
      text: confirmed ? say('letter.why') : say('auto_reply.notYou'),
      stop: confirmed && envelope.links ? { url: envelope.links.stop, label: say('letter.stop') } : null,
    },
  }
}

/** Which files did not come along and why, as far as whoever sent them can do something about it. */
function leftLines(
  { fileMb, wholeMb, cut, notKept }: NonNullable<Content['left']>,
  plain: (text: string) => string,
  say: Say,
) {
  const named = (code: string | null) =>
    plain(
      oneLine(
        notKept
          .filter((one) => (code === null ? !TOLD_APART.has(one.code) : one.code === code))
          .map(({ name }) => name)
          .join(', '),
      ),
    )
  const [large, kind, full, other] = [
    named('file_too_large'),
    named('file_kind_refused'),
    named('letter_full'),
    named(null),
  ]
  return [
    ...(cut ? [say('auto_reply.letterTooLarge')] : []),
    ...(large ? [say('auto_reply.filesTooLarge', { names: large, mb: fileMb })] : []),
    ...(full && wholeMb ? [say('auto_reply.letterFull', { names: full, mb: wholeMb })] : []),
    ...(kind ? [say('auto_reply.filesKind', { names: kind })] : []),
    ...(other ? [say('auto_reply.filesRefused', { names: other })] : []),
    say('auto_reply.filesAgain'),
  ]
}

/** By name, unless what stands for one is something else. */
function greeting({ about }: Letter, { visitorName }: Content, say: Say): string {
  const name = oneLine((about?.visitorName ?? visitorName ?? '').trim())
  const isName = name !== '' && name.length <= LONGEST_NAME && withoutLinks(name, '') === name
  return isName ? say('greeting.named', { name }) : say('greeting.plain')
}

const oneLine = (text: string) => cutText(text.replace(/\s+/g, ' '), 200)

const SEGMENTS = new Intl.Segmenter('und', { granularity: 'grapheme' })
function quote(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text
  let kept = ''
  for (const { segment } of SEGMENTS.segment(text.slice(0, LONGEST_QUOTE))) {
    if (kept.length + segment.length >= LONGEST_QUOTE) break
    kept += segment
  }
  return `${kept}…`
}
