import type { InterfaceLocale } from '#shared'
import { setTimeout as pause } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { Sender } from './mail-address.ts'
import { mailText } from './mail-texts.ts'

export interface ResetMail {
  /** Resolves once the mail server has taken the letter; throws when it did not after several attempts. */
  send(to: string, locale: InterfaceLocale, link: string): Promise<void>
}

/** Before the second and the third attempt; the link lives half an hour. */
const PAUSES_MS = [10_000, 60_000]
const CONNECTION_MS = 10_000

/** The letter with a link that sets a new password. It is never stored: who reads the outbox of letters cannot follow it. */
export function resetMail(parts: {
  smtpUrl: string
  mailFrom: Sender
  shopName(locale: InterfaceLocale): string
  log: { warn(details: object, text: string): void }
}): ResetMail {
  const transport = createTransport({
    url: parts.smtpUrl,
    connectionTimeout: CONNECTION_MS,
    greetingTimeout: CONNECTION_MS,
    socketTimeout: 3 * CONNECTION_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never)
  return {
    send: async (to, locale, link) => {
      const site = parts.shopName(locale)
      const letter = {
        from: { name: parts.mailFrom.name ?? site, address: parts.mailFrom.address },
        to: { name: '', address: to },
        subject: mailText(locale, 'subject.reset', { site }),
        text: mailText(locale, 'reset.text', { site, link }),
        headers: { 'Auto-Submitted': 'auto-generated' },
      }
      for (const wait of PAUSES_MS) {
        try {
          await transport.sendMail(letter)
          return
        } catch (err) {
          parts.log.warn({ err }, 'the mail server rejected an email; it will be retried')
          await pause(wait, undefined, { ref: false })
        }
      }
      await transport.sendMail(letter)
    },
  }
}
