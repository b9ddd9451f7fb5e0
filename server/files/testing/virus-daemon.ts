import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface VirusDaemon {
  port: number
  /** Answers nobody until `letGo`. */
  hold(): void
  letGo(): void
  /** How many are waiting for its word. */
  waiting(): number
  close(): Promise<void>
}

const COMMAND = Buffer.from('zINSTREAM\0')

/** Speaks ClamAV's side of INSTREAM: finds „EICAR“ in what it was sent, and hangs up on „HANG-UP“. */
export async function virusDaemon(): Promise<VirusDaemon> {
  let held: (() => void)[] | null = null
  const open = new Set<Socket>()
  const daemon = createServer((socket) => {
    let got = Buffer.alloc(0)
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    const answer = (sent: Buffer) =>
      socket.end(sent.includes('HANG-UP') ? '' : sent.includes('EICAR') ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0')
    socket.on('data', (piece) => {
      got = Buffer.concat([got, piece])
      if (!got.subarray(0, COMMAND.length).equals(COMMAND.subarray(0, got.length))) return socket.destroy()
      const sent = wholeOf(got)
      if (!sent) return
      if (held) held.push(() => answer(sent))
      else answer(sent)
    })
  })
  await new Promise<void>((resolve) => daemon.listen(0, '127.0.0.1', resolve))
  return {
    port: (daemon.address() as AddressInfo).port,
    hold: () => (held ??= []),
    letGo() {
      const waiting = held ?? []
      held = null
      for (const answer of waiting) answer()
    },
    waiting: () => held?.length ?? 0,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        daemon.close(() => resolve())
      }),
  }
}

/** Pieces with their length before each, an empty one at the end; null: there is more to come. */
function wholeOf(got: Buffer): Buffer | null {
  const parts: Buffer[] = []
  for (let at = COMMAND.length; at + 4 <= got.length; ) {
    const length = got.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    if (at + 4 + length > got.length) return null
    parts.push(got.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
