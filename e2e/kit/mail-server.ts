import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A real SMTP server that delivers nothing and hands on every letter it gets. */
export async function listenForLetters(hear: (letter: Email) => void): Promise<{ url: string; stop(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () =>
        PostalMime.parse(Buffer.concat(chunks))
          .then(hear)
          .then(() => done(), done),
      )
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The same, keeping what it gets, oldest first. */
export async function startMailServer(): Promise<{ url: string; letters: Email[]; stop(): Promise<void> }> {
  const letters: Email[] = []
  return { ...(await listenForLetters((letter) => void letters.push(letter))), letters }
}
