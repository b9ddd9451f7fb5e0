import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clamdCheck } from './clamd.ts'

const folder = mkdtempSync(join(tmpdir(), 'firstline-clamd-'))
const COMMAND = Buffer.from('zINSTREAM\0')
let daemon: Server
let port = 0

/** Speaks the daemon's side of INSTREAM and finds „EICAR“ in what it was sent. */
beforeAll(async () => {
  daemon = createServer((socket) => {
    let got = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (piece) => {
      got = Buffer.concat([got, piece])
      if (!got.subarray(0, COMMAND.length).equals(COMMAND.subarray(0, got.length))) return socket.destroy()
      const parts: Buffer[] = []
      for (let at = COMMAND.length; at + 4 <= got.length; ) {
        const length = got.readUInt32BE(at)
        if (length === 0) {
          const sent = Buffer.concat(parts)
          return socket.end(
            sent.includes('HANG-UP') ? '' : sent.includes('EICAR') ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0',
          )
        }
        if (at + 4 + length > got.length) return
        parts.push(got.subarray(at + 4, at + 4 + length))
        at += 4 + length
      }
    })
  })
  await new Promise<void>((resolve) => daemon.listen(0, '127.0.0.1', resolve))
  port = (daemon.address() as AddressInfo).port
})
afterAll(async () => {
  await new Promise((resolve) => daemon.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

describe('ClamAV', () => {
  it.each([
    ['clean', 'x'.repeat(200_000)],
    ['infected', `${'x'.repeat(200_000)}EICAR`],
    ['unknown', 'HANG-UP'],
  ])('says %s', async (verdict, bytes) => {
    const path = join(folder, verdict)
    writeFileSync(path, bytes)
    expect(await clamdCheck({ host: '127.0.0.1', port })(path)).toBe(verdict)
  })
  it('that does not answer says nothing of a file', async () => {
    const path = join(folder, 'clean')
    writeFileSync(path, 'x')
    expect(await clamdCheck({ host: '127.0.0.1', port: 9 })(path)).toBe('unknown')
  })
})
