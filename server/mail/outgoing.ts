import { setTimeout as pause } from 'node:timers/promises'
import { cutText } from '#shared'
import { createTransport } from 'nodemailer'
import type { Site } from '#kb'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import type { Letter, LetterFile } from '../chat/moves/letters/outbox.ts'
import { filesIn } from './writing/letter-files.ts'
import { composeLetter, type Composed, type Envelope } from './writing/compose-letter.ts'
import type { Sender } from './mail-address.ts'

/** What the sender needs of the conversations' store. */
export interface Outbox {
  claim(most: number): Promise<Letter[]>
  sent(id: string): Promise<void>
  /** `retryAt` null: for good. `ofServer`: the mail server takes no letters at all, as far as one can see. */
  failed(id: string, error: string, retryAt: number | null, ofServer: boolean): Promise<void>
}
export interface OutgoingParts {
  smtpUrl: string
  mailFrom: Sender
  outbox: Outbox
  site(id: string): Promise<Site | null>
  /** What the letter leads back to, for the address it goes to. */
  waysBack(letter: Letter, site: string): Pick<Envelope, 'replyTo' | 'links'>
  /** Addresses of the pictures in it; absent: none are drawn. */
  pictures?: ((letter: Letter, site: Site) => Promise<NonNullable<Envelope['pictures']>>) | undefined
  log: Record<'warn' | 'error', (details: object, text: string) => void>
  /** Bytes of an answer's file; null: they are gone. Absent: none are sent along. */
  bytesOf?: ((file: LetterFile) => Promise<Readable | null>) | undefined
  /** Of one letter; only tests change it. */
  letterMs?: number
}

const LETTERS_AT_ONCE = 5
const LONGEST_REASON = 300
const FIRST_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 4 * 3_600_000
const CONNECTION_MS = 10_000
/** Of the whole dialogue about one letter, however slowly a server talks: well below the claim on it. */
const LETTER_MS = 75_000
/** As mail hosts do: what was not taken for so long is not taken any more, whoever refused it and why. */
export const GIVE_UP_MS = 5 * 24 * 3_600_000

/** Growing pauses with half of it left to chance, so that a server that comes back is not met by everyone at once. */
export const pauseAfter = (attempts: number): number => {
  const whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1))
  return Math.round(whole * (0.5 + Math.random() / 2))
}

interface SmtpFault {
  responseCode?: number
  code?: string
  command?: string
  message?: string
}
/** What was refused is this address or this letter, not the shop. */
const isOfLetter = ({ code, command }: SmtpFault): boolean =>
  (code === 'EENVELOPE' && (command === 'RCPT TO' || command === 'API')) || (code === 'EMESSAGE' && command === 'DATA')

/** For good: by a 5xx, or where the server cannot write to such an address at all. A refused sender is a matter of settings, and its letters wait until those are mended. */
const isRefusedForGood = (fault: SmtpFault): boolean =>
  isOfLetter(fault) && (fault.command === 'API' || (fault.responseCode ?? 0) >= 500)

/** What whoever reads the log can do about a letter that will not be sent again; what the server said may name a person, so it stands in the conversation alone. */
const NEXT_STEP = 'Its conversation says so, with the words of the mail server: reach the visitor another way.'
const whyGiven = (fault: SmtpFault): string =>
  isRefusedForGood(fault)
    ? 'the mail server refuses it for good.'
    : 'no mail server has taken it for five days; look at SMTP_URL.'

export interface Outgoing {
  /** Sends what is due; resolves with how many letters the server took. */
  send(now: number): Promise<number>
  close(): void
}

/** Sends letters of the outbox. A letter is marked after the server took it; one taken but not marked goes again under the same Message-ID. */
export function outgoingMail(parts: OutgoingParts): Outgoing {
  const transport = createTransport({
    url: parts.smtpUrl,
    dnsTimeout: CONNECTION_MS,
    connectionTimeout: CONNECTION_MS,
    greetingTimeout: CONNECTION_MS,
    socketTimeout: 3 * CONNECTION_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never)
  const compose = async (letter: Letter): Promise<Composed | null> => {
    const site = await parts.site((JSON.parse(letter.content) as { site: string }).site)
    if (!site) return null
    const pictures = await parts.pictures?.(letter, site)
    const composed = composeLetter(letter, site, {
      mailFrom: parts.mailFrom,
      ...parts.waysBack(letter, site.id),
      ...(pictures ? { pictures } : {}),
    })
    const attachments = await attachmentsOf(letter)
    return attachments.length > 0 ? { ...composed, attachments } : composed
  }
  async function attachmentsOf({ kind, answers }: Letter): Promise<NonNullable<Composed['attachments']>> {
    const attachments = []
    for (const file of kind === 'reply' ? filesIn(answers).attached : []) {
      const bytes = await parts.bytesOf?.(file)
      if (bytes) attachments.push({ filename: file.name, contentType: file.type, content: await buffer(bytes) })
    }
    return attachments
  }
  async function sendOne(letter: Letter, now: number): Promise<boolean> {
    try {
      const composed = await compose(letter)
      if (!composed) {
        parts.log.error({ letter: letter.id }, `a letter is given up, because its site is gone. ${NEXT_STEP}`)
        await parts.outbox.failed(letter.id, 'the site is gone', null, false)
        return false
      }
      await inTime(transport.sendMail(composed), parts.letterMs ?? LETTER_MS)
      await parts.outbox.sent(letter.id)
      return true
    } catch (err) {
      const fault = err as SmtpFault
      const given = isRefusedForGood(fault) || now - Date.parse(letter.createdAt) > GIVE_UP_MS
      const reason = cutText(fault.message ?? 'unknown', LONGEST_REASON)
      const { code, command, responseCode } = fault
      const about = { letter: letter.id, attempts: letter.attempts, code, command, responseCode }
      if (given) parts.log.error(about, `a letter is given up: ${whyGiven(fault)} ${NEXT_STEP}`)
      else parts.log.warn(about, 'a letter was not taken; it will be sent again')
      await parts.outbox.failed(letter.id, reason, given ? null : now + pauseAfter(letter.attempts), !isOfLetter(fault))
      return false
    }
  }
  return {
    send: async (now) => {
      const letters = await parts.outbox.claim(LETTERS_AT_ONCE)
      // Side by side: what one server does to one letter holds up no other, nor outlasts their claims.
      const sent = await Promise.all(letters.map((letter) => sendOne(letter, now)))
      return sent.filter(Boolean).length
    },
    close: () => transport.close(),
  }
}

async function inTime(sending: Promise<unknown>, limitMs: number): Promise<void> {
  const over = new AbortController()
  const late = pause(limitMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`the mail server did not take the letter within ${Math.round(limitMs / 1000)} seconds`)
  })
  try {
    await Promise.race([sending, late])
  } finally {
    over.abort()
    late.catch(() => {})
    sending.catch(() => {})
  }
}
