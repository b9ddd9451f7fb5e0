import { setTimeout as pause } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { Sender } from './mail-address.ts'

export interface DeskLettersParts {
  smtpUrl: string
  mailFrom: Sender
  log: { warn(details: object, text: string): void }
}

export type DeskLetters = ReturnType<typeof deskLetters>

/** Before the second and the third attempt; the link lives half an hour. */
const PAUSES_MS = [10_000, 60_000]
const CONNECTION_MS = 10_000

/** Letters to people of the desk. They are never stored: who reads the outbox of letters cannot follow a link in them. */
export function deskLetters({ smtpUrl, mailFrom, log }: DeskLettersParts) {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECTION_MS,
    greetingTimeout: CONNECTION_MS,
    socketTimeout: 3 * CONNECTION_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never)
  return {
    /** Resolves once the mail server has taken the letter; throws when it did not after several attempts. `from`: the name where no other is set. */
    async send({ to, from, ...written }: { to: string; from: string; subject: string; text: string }): Promise<void> {
      const letter = {
        ...written,
        from: { name: mailFrom.name ?? from, address: mailFrom.address },
        to: { name: '', address: to },
        headers: { 'Auto-Submitted': 'auto-generated' },
      }
      for (const wait of PAUSES_MS) {
        try {
          await transport.sendMail(letter)
          return
        } catch (err) {
          log.warn({ err }, 'the mail server rejected an email; it will be retried')
          await pause(wait, undefined, { ref: false })
        }
      }
      await transport.sendMail(letter)
    },
  }
}
