import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aPacket, openHouse } from './realtime/testing/live-fixture.ts'

const program = join(import.meta.dirname, 'backup.ts')
let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'firstline-backup-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const environment = () => ({ ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' })
const run = (...args: string[]) =>
  spawnSync(process.execPath, [program, ...args], { env: environment(), encoding: 'utf8' })

describe('backup and restore', () => {
  it('copies a running database whole and brings it back', async () => {
    const house = await openHouse({ dataDir })
    const token = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified: null }).token
    const visitor = await house.visitor({ token })
    const { conversation } = await visitor.ask('conversation:start', {
      clientMessageId: 'a',
      text: 'до',
      packet: aPacket,
      way: 'chat',
    })
    let n = 0
    let going = true
    const talking = (async () => {
      while (going)
        await visitor.ask('message:send', {
          conversationId: conversation.id,
          clientMessageId: `m${n}`,
          text: `слово ${n++}`,
        })
    })()
    const file = join(dataDir, 'copy.db')
    // Not the synchronous form: the server under test lives in this process.
    const { spawn } = await import('node:child_process')
    const code = await new Promise((resolve) =>
      spawn(process.execPath, [program, 'backup', file], { env: environment(), stdio: 'ignore' }).on('exit', resolve),
    )
    going = false
    await talking
    expect(code).toBe(0)
    await house.close()

    writeFileSync(join(dataDir, 'firstline.db'), 'ruined')
    expect(
      execFileSync(process.execPath, [program, 'restore', file], { env: environment(), encoding: 'utf8' }),
    ).toMatch(/Restored 1 conversations/)
    const again = await openHouse({ dataDir })
    const [row] = await again.database.exclusive((sqlite) =>
      sqlite.prepare('select count(*) as n, max(seq) as last from messages').all(),
    )
    expect(row?.['n']).toBeGreaterThanOrEqual(2)
    expect(row?.['n']).toBe(row?.['last'])
    await again.close()
  }, 60_000)

  it('refuses to restore over a running server, and from what is not a backup', async () => {
    const house = await openHouse({ dataDir })
    const file = join(dataDir, 'copy.db')
    expect(run('backup', file).status).toBe(0)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(dataDir).filter((name) => name.includes('unfinished'))).toEqual([])
    expect(run('restore', file)).toMatchObject({
      status: 1,
      stderr: 'The server is running. Stop it first, then restore.\n',
    })
    await house.close()
    const broken = join(dataDir, 'broken.db')
    writeFileSync(broken, 'not a database at all')
    expect(run('restore', broken).stderr).toMatch(/is not a complete backup/)
    expect(run('restore', join(dataDir, 'none.db')).stderr).toMatch(/does not exist/)
  }, 60_000)
})
