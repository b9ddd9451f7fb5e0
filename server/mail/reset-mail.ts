import type { InterfaceLocale } from '#shared'
import type { DeskLetters } from './desk-letters.ts'
import { mailText } from './mail-texts.ts'

export interface ResetMail {
  /** Resolves once the mail server has taken the letter; throws when it did not after several attempts. */
  send(to: string, locale: InterfaceLocale, link: string): Promise<void>
}

/** The letter with a link that sets a new password. It is never stored: who reads the outbox of letters cannot follow it. */
export function resetMail(letters: DeskLetters, shopName: (locale: InterfaceLocale) => string): ResetMail {
  return {
    async send(to, locale, link) {
      const site = shopName(locale)
      const subject = mailText(locale, 'subject.reset', { site })
      await letters.send({ to, from: site, subject, text: mailText(locale, 'reset.text', { site, link }) })
    },
  }
}
