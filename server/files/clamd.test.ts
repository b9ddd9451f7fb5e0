import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clamdCheck } from './clamd.ts'
import { type VirusDaemon, virusDaemon } from './testing/virus-daemon.ts'

const folder = mkdtempSync(join(tmpdir(), 'firstline-clamd-'))
let daemon: VirusDaemon

beforeAll(async () => {
  daemon = await virusDaemon()
})
afterAll(async () => {
  await daemon.close()
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
    expect(await clamdCheck({ host: '127.0.0.1', port: daemon.port })(path)).toBe(verdict)
  })
  it('that does not answer says nothing of a file', async () => {
    const path = join(folder, 'clean')
    writeFileSync(path, 'x')
    expect(await clamdCheck({ host: '127.0.0.1', port: 9 })(path)).toBe('unknown')
  })
})

/** Debian's `clamav-daemon`, or one that is named; where there is none the daemon above speaks for it, and the end of `npm test` says so. */
const CLAMD = [process.env['CLAMD'], '/usr/sbin/clamd'].find((path) => path && existsSync(path))
/** The harmless string that every scanner knows, as a signature of our own: the daemon needs no other. */
const EICAR = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`
const MOST_BYTES = 1024 * 1024

function theRealDaemon(program: string): void {
  const room = mkdtempSync(join(tmpdir(), 'firstline-clamav-'))
  let running: ChildProcess
  let check: ReturnType<typeof clamdCheck>
  beforeAll(async () => {
    const free = createServer()
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
    const at = (free.address() as AddressInfo).port
    await new Promise((resolve) => free.close(resolve))
    mkdirSync(join(room, 'signatures'))
    writeFileSync(join(room, 'signatures/eicar.ndb'), `Eicar-Test:0:*:${Buffer.from(EICAR).toString('hex')}\n`)
    const settings = `DatabaseDirectory ${room}/signatures\nTemporaryDirectory ${room}\nTCPSocket ${at}\nTCPAddr 127.0.0.1\nForeground yes\nStreamMaxLength ${MOST_BYTES}\n`
    writeFileSync(join(room, 'clamd.conf'), settings)
    running = spawn(program, ['--config-file', join(room, 'clamd.conf')], { stdio: 'ignore' })
    check = clamdCheck({ host: '127.0.0.1', port: at })
    const clean = fileOf('clean', 'x')
    await vi.waitFor(async () => expect(await check(clean)).toBe('clean'), { timeout: 60_000, interval: 200 })
  }, 300_000)
  afterAll(() => {
    running?.kill()
    rmSync(room, { recursive: true, force: true })
  })
  const fileOf = (name: string, bytes: string) => {
    const path = join(room, name)
    writeFileSync(path, bytes)
    return path
  }

  it('finds what it knows, lets other files through, and says nothing of one that is too large for it', async () => {
    expect(await check(fileOf('bill.txt', 'Order 112233'.repeat(20_000)))).toBe('clean')
    expect(await check(fileOf('bill.com', EICAR))).toBe('infected')
    expect(await check(fileOf('film.mp4', 'x'.repeat(2 * MOST_BYTES)))).toBe('unknown')
  })
}
if (CLAMD) describe('the real ClamAV daemon', () => theRealDaemon(CLAMD))
