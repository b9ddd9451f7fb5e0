import { createReadStream } from 'node:fs'
import { connect, type Socket } from 'node:net'

/** `unknown`: nobody answered, so nothing may be said of it yet. */
export type VirusVerdict = 'clean' | 'infected' | 'unknown'
export type VirusCheck = (path: string) => Promise<VirusVerdict>

const TIMEOUT_MS = 60_000
const PIECE_BYTES = 64 * 1024
const LONGEST_ANSWER = 1_000
const LENGTH_BYTES = 4

/** Asks a ClamAV daemon by its INSTREAM command: pieces with their length before each, an empty one at the end. */
export const clamdCheck =
  ({ host, port }: { host: string; port: number }): VirusCheck =>
  async (path) => {
    const socket = connect({ host, port })
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no answer')))
    try {
      const answer = answerOf(socket)
      await write(socket, Buffer.from('zINSTREAM\0'))
      for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
        await write(socket, lengthOf(piece.length))
        await write(socket, piece)
      }
      await write(socket, lengthOf(0))
      const said = await answer
      return /: OK\0?$/.test(said.trim()) ? 'clean' : / FOUND\0?$/.test(said.trim()) ? 'infected' : 'unknown'
    } catch {
      return 'unknown'
    } finally {
      socket.destroy()
    }
  }

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(bytes)
  return length
}

const write = (socket: Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => socket.write(bytes, (fault) => (fault ? reject(fault) : resolve())))

function answerOf(socket: Socket): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    let said = ''
    socket.on('data', (piece) => {
      said += piece.toString('latin1')
      if (said.includes('\0') || said.length > LONGEST_ANSWER) resolve(said.replaceAll('\0', ''))
    })
    socket.once('end', () => resolve(said.replaceAll('\0', '')))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed')))
  })
  // Whoever writes hears of a broken connection first.
  answer.catch(() => {})
  return answer
}
