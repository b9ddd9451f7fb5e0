import { createTransport } from 'nodemailer'
import type { Site } from '#kb'
import type { Letter } from '../chat/moves/letters/outbox.ts'
import { composeLetter, type Composed, type Envelope } from './writing/compose-letter.ts'
import type { Sender } from './mail-address.ts'

/** What the sender needs of the conversations' store. */
export interface Outbox {
  claim(most: number): Promise<Letter[]>
  sent(id: string): Promise<void>
  failed(id: string, error: string, retryAt: number | null): Promise<void>
}
export interface OutgoingParts {
  smtpUrl: string
  mailFrom: Sender
  outbox: Outbox
  site(id: string): Promise<Site | null>
  /** What the letter leads back to, for the address it goes to. */
  waysBack(letter: Letter): Pick<Envelope, 'replyTo' | 'links'>
  log: { warn(details: object, text: string): void }
}

const LETTERS_AT_ONCE = 5
const FIRST_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 4 * 3_600_000
const CONNECTION_MS = 10_000
/** As mail hosts do: what was not taken for so long is not taken any more, whoever refused it and why. */
export const GIVE_UP_MS = 5 * 24 * 3_600_000

/** Growing pauses with half of it left to chance, so that a server that comes back is not met by everyone at once. */
export const pauseAfter = (attempts: number): number => {
  const whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1))
  return Math.round(whole * (0.5 + Math.random() / 2))
}

/** The address or the letter is refused, not the shop: a refused sender is a matter of settings, and its letters wait until those are mended. */
function isRefusedForGood(fault: unknown): boolean {
  const { responseCode, code, command } = fault as { responseCode?: number; code?: string; command?: string }
  if (responseCode === undefined || responseCode < 500) return false
  return (code === 'EENVELOPE' && command === 'RCPT TO') || (code === 'EMESSAGE' && command === 'DATA')
}

export interface Outgoing {
  /** Sends what is due; resolves with how many letters the server took. */
  send(now: number): Promise<number>
  close(): void
}

/** Sends letters of the outbox. A letter is marked after the server took it; one taken but not marked goes again under the same Message-ID. */
export function outgoingMail(parts: OutgoingParts): Outgoing {
  const transport = createTransport({
    url: parts.smtpUrl,
    connectionTimeout: CONNECTION_MS,
    greetingTimeout: CONNECTION_MS,
    socketTimeout: 3 * CONNECTION_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never)
  const compose = async (letter: Letter): Promise<Composed | null> => {
    const site = await parts.site((JSON.parse(letter.content) as { site: string }).site)
    return site && composeLetter(letter, site, { mailFrom: parts.mailFrom, ...parts.waysBack(letter) })
  }
  return {
    send: async (now) => {
      let taken = 0
      for (const letter of await parts.outbox.claim(LETTERS_AT_ONCE)) {
        try {
          const composed = await compose(letter)
          if (!composed) {
            await parts.outbox.failed(letter.id, 'the site is gone', null)
            continue
          }
          await transport.sendMail(composed)
          await parts.outbox.sent(letter.id)
          taken += 1
        } catch (fault) {
          const { message } = fault as { message?: string }
          const given = isRefusedForGood(fault) || now - Date.parse(letter.createdAt) > GIVE_UP_MS
          parts.log.warn(
            { letter: letter.id, attempts: letter.attempts, given, err: fault },
            'an email was not accepted by the mail server',
          )
          await parts.outbox.failed(
            letter.id,
            (message ?? 'unknown').slice(0, 300),
            given ? null : now + pauseAfter(letter.attempts),
          )
        }
      }
      return taken
    },
    close: () => transport.close(),
  }
}
