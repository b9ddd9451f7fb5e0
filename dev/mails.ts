import type { Email } from 'postal-mime'
import { listenForLetters } from '../e2e/kit/mail-server.ts'

export interface Mails {
  url: string
  /** Newest first. */
  letters(): readonly { at: Date; letter: Email }[]
  close(): Promise<void>
}

const KEPT = 200

/** Takes every letter the product sends and delivers none. */
export async function startMails(): Promise<Mails> {
  const letters: { at: Date; letter: Email }[] = []
  const { url, stop } = await listenForLetters((letter) => {
    letters.unshift({ at: new Date(), letter })
    letters.length = Math.min(letters.length, KEPT)
  })
  return { url, letters: () => letters, close: stop }
}
