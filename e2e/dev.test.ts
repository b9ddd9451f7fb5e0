import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePortPair, type Product, startProduct } from './kit/product.ts'

const root = join(import.meta.dirname, '..')
const OWN = ['/_dev', '/_dev/as/admin', '/_dev/mails', '/_dev/news']

describe('what is for development', () => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct()
  })
  afterAll(() => product.stop())

  it.each(OWN)('is not there in the product: %s', async (path) => {
    const answer = await fetch(product.helpCentre + path, { redirect: 'manual' })
    expect(answer.status).toBe(404)
    expect(answer.headers.getSetCookie()).toEqual([])
  })
})

describe('npm run dev', () => {
  let origin: string
  const dataDir = mkdtempSync(join(tmpdir(), 'firstline-dev-'))
  let child: ChildProcess
  let output = ''
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const printed = (text: string) =>
    vi.waitUntil(
      () => {
        if (hasEnded()) throw new Error(`ended with ${child.exitCode}:\n${output}`)
        return output.includes(text)
      },
      { timeout: 150_000, interval: 50 },
    )

  beforeAll(async () => {
    const port = await freePortPair()
    origin = `http://localhost:${port}`
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'dev/main.ts')], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    await printed('Ready in')
  })
  afterAll(async () => {
    if (!hasEnded()) {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
    }
    rmSync(dataDir, { recursive: true, force: true })
  })
  const signIn = async (who: string) => {
    const answer = await fetch(`${origin}/_dev/as/${who}`, { redirect: 'manual' })
    expect(answer.headers.get('location')).toBe('/desk')
    return answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  }

  it('signs people in by a link', async () => {
    const cookie = await signIn('lead')
    const me = await fetch(`${origin}/api/desk/me`, { headers: { cookie } })
    expect(await me.json()).toMatchObject({ person: { role: 'lead' } })
  })
  it('signs in nobody else', async () => {
    expect((await fetch(`${origin}/_dev/as/root`, { redirect: 'manual' })).status).toBe(404)
  })
  it('shows the letters that were sent', async () => {
    await expect
      .poll(async () => (await fetch(`${origin}/_dev/mails`)).text(), { timeout: 30_000 })
      .toContain('jonas@post.example')
  })
  it('begins with conversations', async () => {
    const cookie = await signIn('operator')
    const solved = await fetch(`${origin}/api/desk/conversations?view=solved`, { headers: { cookie } })
    expect(JSON.stringify(await solved.json())).toContain('Tom')
  })
  it('starts the server again after a change, and lets requests wait for it', async () => {
    output = ''
    const now = new Date()
    utimesSync(join(root, 'server/app.ts'), now, now)
    await printed('server again in')
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  })
  it('draws pages from the living library', async () => {
    const page = await (await fetch(`${origin}/en/delivery`)).text()
    expect(page).toContain('How long does delivery take?')
    expect(page).toContain('/@vite/client')
  })
})
