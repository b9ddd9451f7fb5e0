import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

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
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () =>
        PostalMime.parse(Buffer.concat(chunks))
          .then((letter) => {
            letters.unshift({ at: new Date(), letter })
            letters.length = Math.min(letters.length, KEPT)
          })
          .then(() => done(), done),
      )
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters: () => letters,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
