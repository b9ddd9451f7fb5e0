import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#shared'
import { inPieces, PDF } from './files/testing/sample-files.ts'
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
    const [row] = await again.inFile((sqlite) =>
      sqlite.prepare('select count(*) as n, max(seq) as last from messages').all(),
    )
    expect(row?.['n']).toBeGreaterThanOrEqual(2)
    expect(row?.['n']).toBe(row?.['last'])
    await again.close()
  })

  it('takes the files of conversations along, and brings them back with their messages', async () => {
    const house = await openHouse({ dataDir })
    const { token } = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified: null })
    const by = house.live.visitorOf(token)
    if (!by) throw new Error('no visitor')
    const upload = { id: newId('fil', Date.now()), name: 'чек.pdf', size: PDF.length, body: inPieces(PDF) }
    const taken = await house.live.takeFile({ visitor: by }, upload)
    const visitor = await house.visitor({ token })
    await visitor.ask('conversation:start', {
      clientMessageId: 'a',
      text: '',
      files: [upload.id],
      packet: aPacket,
      way: 'chat',
    })
    const copy = join(dataDir, 'elsewhere', 'copy.db')
    const saved = await new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [program, 'backup', copy], { env: environment() })
      let said = ''
      child.stdout.on('data', (piece) => (said += piece))
      child.on('exit', () => resolve(said))
    })
    expect(saved).toMatch(/1 conversations, \d+ messages, 1 files/)
    await house.close()
    rmSync(join(dataDir, 'files'), { recursive: true })
    rmSync(join(dataDir, 'firstline.db'))
    expect(run('restore', copy).stdout).toMatch(/Restored 1 conversations, \d+ messages, 1 files/)
    const again = await openHouse({ dataDir })
    const [row] = await again.inFile((sqlite) => sqlite.prepare('select "sha256" from "files"').all())
    const [folder = ''] = readdirSync(join(dataDir, 'files')).filter((name) => name.length === 2)
    const [file = ''] = readdirSync(join(dataDir, 'files', folder))
    expect(file).toBe(`${row?.['sha256']}.${upload.id}`)
    expect(readFileSync(join(dataDir, 'files', folder, file))).toEqual(PDF)
    expect(taken.ok).toBe(true)
    await again.close()
  })

  it('leaves nothing unfinished when it is ended, and clears what a killed one left', async () => {
    const house = await openHouse({ dataDir })
    await house.inFile((sqlite) => {
      const fill = sqlite.prepare(
        'insert into "searchTexts" ("conversationId", "seq", "text", "stamp") values (?, 1, ?, ?)',
      )
      for (let n = 0; n < 400; n++) fill.run(`cnv_${n}`, 'слово', 'x'.repeat(100_000))
    })
    const folder = join(dataDir, 'copies')
    const file = join(folder, 'copy.db')
    const unfinished = () =>
      (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.includes('unfinished'))
    const begin = async () => {
      const child = spawn(process.execPath, [program, 'backup', file], { env: environment(), stdio: 'ignore' })
      const ended = once(child, 'exit')
      await expect.poll(unfinished, { interval: 1, timeout: 20_000 }).not.toEqual([])
      return { child, ended }
    }
    const stopped = await begin()
    stopped.child.kill('SIGTERM')
    expect(await stopped.ended).toEqual([143, null])
    expect(readdirSync(folder)).toEqual([])
    const killed = await begin()
    killed.child.kill('SIGKILL')
    await killed.ended
    const other = join(folder, 'at-work.db.unfinished')
    writeFileSync(other, '')
    const longAgo = new Date(Date.now() - 3_600_000)
    for (const name of unfinished().filter((one) => one.startsWith('copy')))
      utimesSync(join(folder, name), longAgo, longAgo)
    expect(run('backup', join(folder, 'next.db')).status).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['at-work.db.unfinished', 'next.db'])
    await house.close()
  })

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
  })
})
