import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anonymous, signIn } from './kit/desk-client.ts'
import { type Product, startProduct, startRefused } from './kit/product.ts'
import { freePort } from '../server/realtime/testing/start-postgres.ts'

const root = join(import.meta.dirname, '..')

describe('a first start', () => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ withoutAdmin: true })
  })
  afterAll(() => product?.stop())

  const linkIn = (output: string) => /\/desk\/setup#(\w+)/.exec(output)?.[1]

  it('prints help centre, desk, demo shop, the snippet and a link for the first admin', () => {
    expect(product.output()).toContain(`Help centre  ${product.helpCentre}`)
    expect(product.output()).toContain(`Demo shop    ${product.demoShop}`)
    expect(product.output()).toContain(`src="${product.helpCentre}/widget.js" data-site="tropa"`)
    expect(linkIn(product.output())).toBeTruthy()
  })
  it('keeps the database for its own user alone', () => {
    for (const name of readdirSync(product.dataDir).filter((one) => one.startsWith('firstline.db')))
      expect(statSync(join(product.dataDir, name)).mode & 0o077, name).toBe(0)
  })
  it('lets nobody in by a guess, and the link in once', async () => {
    const setUp = (token: string, email: string) =>
      anonymous(product).send('POST', '/api/setup', { token, name: 'Анна', email, password: 'a-good-long-password' })
    expect((await setUp('x'.repeat(32), 'guess@tropa.example')).status).toBe(422)
    const token = linkIn(product.output()) ?? ''
    expect((await setUp(token, 'anna@tropa.example')).status).toBe(200)
    expect((await setUp(token, 'second@tropa.example')).status).toBe(422)
  })
  it('is ready with every part, and tells that to who runs it', async () => {
    const response = await anonymous(product).get('/readyz')
    expect([response.status, await response.json()]).toEqual([200, { ready: true }])
    const admin = await signIn(product, { email: 'anna@tropa.example', password: 'a-good-long-password' })
    const { answers, parts } = (await (await admin.get('/api/desk/parts')).json()) as {
      answers: number
      parts: Record<string, string>
    }
    expect(answers).toBeGreaterThanOrEqual(2 * (60 + 75 + 25))
    expect(parts).toMatchObject({ database: 'ok', search: 'ok' })
    await expect(
      signIn(product, { email: 'anna@tropa.example', password: 'a-good-long-password' }),
    ).resolves.toBeTruthy()
  })
  it('keeps everything at the second start, and prints no link any more', async () => {
    const desk = await signIn(product, { email: 'anna@tropa.example', password: 'a-good-long-password' })
    const before = await (await desk.get('/api/desk/counts')).json()
    await product.restart()
    expect(linkIn(product.output())).toBeUndefined()
    expect(await (await desk.get('/api/desk/counts')).json()).toEqual(before)
  })
})

describe('a start that cannot go on says why in one sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firstline-start-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('a taken port', async () => {
    const taken = createServer()
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
    )
    const { code, output } = await startRefused({ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: join(folder, 'a') })
    taken.close()
    expect(code).toBe(1)
    expect(output.trim()).toBe(
      `Port ${port} is already in use. Stop the program using it, or choose another port: PORT=${port + 1000} npm start`,
    )
  })
  it('a data folder that cannot be written to', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { code, output } = await startRefused({ PORT: '0', DEMO_SHOP: 'off', DATA_DIR: join(file, 'data') })
    expect(code).toBe(1)
    expect(output.trim()).toBe(
      `The data folder ${join(file, 'data')} is not writable. Give this user write access to it, or set DATA_DIR to another folder.`,
    )
  })
  it('a wrong variable', async () => {
    const { code, output } = await startRefused({ PORT: 'http' })
    expect(code).toBe(1)
    expect(output.trim()).toBe('The setting PORT must be a number.')
  })
  it('a broken list of categories where no library stands yet, with its line', async () => {
    const content = join(folder, 'content')
    cpSync(join(import.meta.dirname, '../content'), content, { recursive: true })
    const file = join(content, 'categories.yaml')
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n- slug: [not closed\n`)
    const { code, output } = await startRefused({
      PORT: '0',
      DEMO_SHOP: 'off',
      DATA_DIR: join(folder, 'b'),
      CONTENT_DIR: content,
    })
    expect(code).toBe(1)
    expect(output).toContain(`\n${file}:`)
    expect(output).toMatch(/categories\.yaml:\d+: /)
    expect(output).not.toContain('    at ')
  })
  it('a database that is not there', async () => {
    const { code, output } = await startRefused({
      PORT: '0',
      DEMO_SHOP: 'off',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
    })
    expect(code).toBe(1)
    expect(output.trim()).toMatch(
      /\nCannot use the database in DATABASE_URL: nothing is listening there\. Check the host, port, name, user and password, and that PostgreSQL is running\.$/,
    )
  })
  it('a content folder that is none', async () => {
    const { code, output } = await startRefused({
      PORT: '0',
      DEMO_SHOP: 'off',
      DATA_DIR: join(folder, 'c'),
      CONTENT_DIR: '/nowhere',
    })
    expect(code).toBe(1)
    expect(output.trim()).toBe(
      'There is no categories.yaml in the content folder /nowhere. Point CONTENT_DIR at a folder laid out like content/, or remove the setting.',
    )
    expect(() => statSync(join(folder, 'c'))).toThrow('ENOENT')
  })
  it('a ruined database', async () => {
    mkdirSync(join(folder, 'd'))
    writeFileSync(
      join(folder, 'd/firstline.db'),
      'this was a database once, and something wrote over its first page '.repeat(20),
    )
    const { code, output } = await startRefused({ PORT: '0', DEMO_SHOP: 'off', DATA_DIR: join(folder, 'd') })
    expect(code).toBe(1)
    expect(output.trim()).toMatch(
      /\nThe file firstline\.db in .* is damaged or not a database\. Restore a backup with "npm run restore -- FILE", or set DATA_DIR to another folder\.$/,
    )
  })
  it('a Node that is too old', () => {
    const older =
      "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.19.0'}})"
    const { status, stderr } = spawnSync(process.execPath, ['--import', older, 'server/start.mjs'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr.trim()).toBe(
      'Firstline needs Node 24.2 or newer and found 20.19.0. Run "npm ci" without --ignore-scripts, which puts the right one beside it, or install Node 24.',
    )
  })
})

describe('stopping', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firstline-stop-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const npmStart = (dataDir: string, port: number) =>
    spawn('npm', ['start', '--', '--built'], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: String(port),
        HOST: '127.0.0.1',
        DEMO_SHOP: 'off',
        DATA_DIR: dataDir,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const printed = (child: ChildProcess, what: RegExp) =>
    new Promise<void>((resolve) => {
      let output = ''
      child.stdout?.on('data', (data) => what.test((output += data)) && resolve())
    })
  const ended = (child: ChildProcess) =>
    new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))

  it('reaches the server through npm, before it is ready and after, and keeps what was there', async () => {
    const port = await freePort()
    const early = npmStart(folder, port)
    await printed(early, /Importing content/)
    const gone = ended(early)
    early.kill('SIGTERM')
    await gone
    const again = npmStart(folder, port)
    await printed(again, /Ready/)
    const pages = await (await fetch(`http://127.0.0.1:${port}/sitemap.xml`)).text()
    expect(pages.match(/<loc>/g)?.length).toBeGreaterThan(200)
    const stopped = ended(again)
    again.kill('SIGTERM')
    await stopped
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
  })
})
