import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { aLetter } from './testing/a-letter.ts'
import { aSite } from '../realtime/testing/live-fixture.ts'
import { outgoingMail } from './outgoing.ts'

let server: Server | null = null
const open = new Set<Socket>()
afterEach(async () => {
  for (const socket of open) socket.destroy()
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
  server = null
})

/** A mail server that answers each command by its word; null: it says nothing more. */
async function serverSaying(answers: Record<string, string | null>): Promise<string> {
  server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {})
    const say = (word: string, otherwise: string) => {
      const line = word in answers ? answers[word] : otherwise
      if (line !== null) socket.write(`${line}\r\n`)
    }
    let data = false
    say('GREETING', '220 mail.test ESMTP')
    socket.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        if (data && line !== '.') continue
        const word = data ? 'END' : (line.split(/[ :]/)[0] ?? '').toUpperCase()
        data = word === 'DATA' && !('DATA' in answers)
        say(word, { DATA: '354 go on', QUIT: '221 bye', EHLO: '250 mail.test' }[word] ?? '250 ok')
      }
    })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

let logged: [level: 'warn' | 'error', text: string, details: object][] = []

async function outcomeOf(
  smtpUrl: string,
  over: Parameters<typeof aLetter>[0] = {},
  { afterMs = 0, letterMs = 20_000 } = {},
) {
  const told: { error: string; retry: boolean; ofServer: boolean }[] = []
  logged = []
  let sent = 0
  const outgoing = outgoingMail({
    smtpUrl,
    mailFrom: { name: null, address: 'help@shop.test' },
    outbox: {
      claim: async () => [aLetter(over)],
      sent: async () => void sent++,
      failed: async (_, error, retryAt, ofServer) => void told.push({ error, retry: retryAt !== null, ofServer }),
    },
    site: async () => aSite(),
    waysBack: () => ({ replyTo: null, links: null }),
    log: {
      warn: (details, text) => void logged.push(['warn', text, details]),
      error: (details, text) => void logged.push(['error', text, details]),
    },
    letterMs,
  })
  await outgoing.send(Date.parse(aLetter().createdAt) + afterMs)
  outgoing.close()
  return sent > 0 ? 'sent' : told[0]
}

const isSilent = (answers: object) => Object.values(answers).includes(null)

describe('a mail server that', () => {
  it('takes the letter has it once', async () => expect(await outcomeOf(await serverSaying({}))).toBe('sent'))
  it.each([
    ['has no such box', { RCPT: '550 5.1.1 no such box' }, { retry: false, ofServer: false }],
    ['wants the letter later', { RCPT: '451 4.7.1 greylisted, try again' }, { retry: true, ofServer: false }],
    ['has a full box before it', { RCPT: '452 4.2.2 mailbox full' }, { retry: true, ofServer: false }],
    ['takes it for spam', { END: '554 5.7.1 looks like spam' }, { retry: false, ofServer: false }],
    ['has no room just now', { END: '452 4.3.1 out of memory' }, { retry: true, ofServer: false }],
    ['refuses the sender', { MAIL: '550 5.7.1 not allowed' }, { retry: true, ofServer: true }],
    ['is closed', { GREETING: '421 4.3.2 try later' }, { retry: true, ofServer: true }],
    ['talks nonsense', { GREETING: 'HTTP/1.1 400 Bad Request' }, { retry: true, ofServer: true }],
    ['says nothing', { GREETING: null }, { retry: true, ofServer: true }],
    ['falls silent after the address', { RCPT: null }, { retry: true, ofServer: true }],
    ['falls silent after the letter', { END: null }, { retry: true, ofServer: true }],
  ])('%s is understood, in bounded time', async (_, answers, outcome) =>
    expect(await outcomeOf(await serverSaying(answers), {}, isSilent(answers) ? { letterMs: 400 } : {})).toMatchObject(
      outcome,
    ),
  )
  it('has no TLS where it must is tried again, and nothing goes in the clear', async () => {
    const url = (await serverSaying({})).replace('smtp:', 'smtps:')
    expect(await outcomeOf(url)).toMatchObject({ retry: true, ofServer: true })
  })
  it('is not there is tried again', async () =>
    expect(await outcomeOf('smtp://127.0.0.1:9')).toMatchObject({ retry: true, ofServer: true }))
  it('takes addresses in Cyrillic has the letter; one that does not is no use to wait for', async () => {
    const recipient = 'ирма@xn--80a1acny.xn--p1ai'
    const knows = await serverSaying({ EHLO: '250-mail.test\r\n250-8BITMIME\r\n250 SMTPUTF8' })
    expect(await outcomeOf(knows, { recipient })).toBe('sent')
    await new Promise((resolve) => server?.close(resolve) ?? resolve(null))
    const other = await serverSaying({ RCPT: '553 5.6.7 address not supported' })
    expect(await outcomeOf(other, { recipient })).toMatchObject({ retry: false, ofServer: false })
  })
  it('refuses a letter for good is in the log once, as an error, with what to do and without the address', async () => {
    await outcomeOf(await serverSaying({ RCPT: '550 5.1.1 <anna@mail.example> no such box' }))
    expect(logged).toEqual([
      [
        'error',
        expect.stringMatching(/given up: .*refuses it for good\..*conversation.*reach the visitor another way/),
        expect.objectContaining({ attempts: aLetter().attempts, responseCode: 550 }),
      ],
    ])
    expect(JSON.stringify(logged)).not.toContain('anna@')
  })
  it('has taken nothing for five days is told of the same way; before that it is a warning', async () => {
    await outcomeOf('smtp://127.0.0.1:9')
    expect(logged).toMatchObject([['warn', expect.stringContaining('sent again'), {}]])
    await outcomeOf('smtp://127.0.0.1:9', {}, { afterMs: 6 * 24 * 3_600_000 })
    expect(logged).toMatchObject([['error', expect.stringContaining('SMTP_URL'), {}]])
  })
})
