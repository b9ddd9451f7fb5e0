import { answersLocale } from '#shared'
import { DateTime } from 'luxon'
import type { Site } from '#kb'
import type { Letter } from '../chat/moves/outbox.ts'
import type { Sender } from './mail-address.ts'
import { mailText } from './mail-texts.ts'

/** What goes to nodemailer: structured fields only, so that nothing a visitor wrote can become a header. */
export interface Composed {
  from: { name: string; address: string }
  to: { name: string; address: string }
  replyTo: string
  subject: string
  text: string
  messageId: string
  /** The first letter about the conversation: a mailbox shows them together. */
  inReplyTo?: string
  references?: string
  headers: Record<string, string>
}

export interface Envelope {
  mailFrom: Sender
  /** Where a reply comes back to; null: nobody reads replies automatically. */
  replyTo: string | null
}

type Content = {
  text?: string
  operator?: string | null
  visitorName?: string | null
  question?: string
  opensAt?: string | null
}

/** A letter in the conversation's language. Its `messageId` is the outbox row's, the same on every attempt. */
export function composeLetter(
  letter: Letter,
  site: Pick<Site, 'name' | 'timeZone' | 'mail'>,
  envelope: Envelope,
): Composed {
  const content: Content = JSON.parse(letter.content)
  const { locale } = letter
  const name = site.name[answersLocale(locale)]
  const say = (key: Parameters<typeof mailText>[1], values: Record<string, string> = {}) =>
    mailText(locale, key, { site: name, ...values })
  const greeting = content.visitorName ? say('greeting.named', { name: content.visitorName }) : say('greeting.plain')
  const howToReply = envelope.replyTo ? ['', say('reply.how')] : []
  const body = {
    reply: () => [
      greeting,
      '',
      content.text ?? '',
      '',
      '—',
      say('reply.by', { operator: content.operator ?? name }),
      ...howToReply,
      '',
      say('reply.question'),
      quote(content.question ?? ''),
    ],
    auto_reply: () => [
      greeting,
      '',
      say('auto_reply.kept'),
      content.opensAt
        ? say('auto_reply.opens', { opensAt: opening(content.opensAt, site.timeZone, locale) })
        : say('auto_reply.open'),
      ...(envelope.replyTo ? [say('auto_reply.add')] : []),
      '',
      say('reply.question'),
      quote(content.question ?? ''),
    ],
    transcript: () => [content.text ?? ''],
  }[letter.kind]()
  const domain = envelope.mailFrom.address.split('@')[1] ?? 'localhost'
  return {
    from: { name: envelope.mailFrom.name ?? name, address: envelope.mailFrom.address },
    to: { name: '', address: letter.recipient },
    // A transcript goes to whomever the visitor named: they are not handed the address that speaks for the visitor.
    replyTo: (letter.kind === 'transcript' ? null : envelope.replyTo) ?? site.mail,
    subject: oneLine(say(`subject.${letter.kind}`)),
    text: `${body.join('\n')}\n`,
    messageId: `<${letter.id}@${domain}>`,
    ...(letter.firstId && letter.firstId !== letter.id
      ? { inReplyTo: `<${letter.firstId}@${domain}>`, references: `<${letter.firstId}@${domain}>` }
      : {}),
    headers: letter.kind === 'auto_reply' ? { 'Auto-Submitted': 'auto-replied' } : {},
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').slice(0, 200)
const quote = (text: string) =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
const opening = (iso: string, zone: string, locale: string) =>
  DateTime.fromISO(iso, { zone, locale }).toFormat('d MMMM, HH:mm')
