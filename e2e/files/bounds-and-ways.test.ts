import { readFileSync } from 'node:fs'
import type { Email } from 'postal-mime'
import type { Browser, Locator, Page, Route } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PDF } from '../../server/files/testing/sample-files.ts'
import type { DeskClient } from '../kit/desk-client.ts'
import { drop } from '../kit/give-file.ts'
import { startMailServer } from '../kit/mail-server.ts'
import { openDesk } from '../kit/open-desk.ts'
import type { Operator } from '../kit/operator.ts'
import type { Product } from '../kit/product.ts'
import { desk, widget } from '../kit/texts.ts'
import { violations } from '../kit/violations.ts'
import { aVisitor, type Visitor } from '../kit/visitor.ts'

const SOON = { timeout: 30_000 }
const OPEN = { bypassCSP: true }
const INBOUND = 'a-secret-of-the-mail-host-of-this-test'
const UPLOAD = /\/files\/fil_\w+/
const text = (name: string, kilobytes: number) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.alloc(kilobytes * 1_000, 'words '),
})
const picture = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#17694d' } })
    .png()
    .toBuffer()
const named = (words: string, name: string) => words.replace('{name}', name)

/** One side of a conversation, as far as files go. */
interface Side {
  page: Page
  list(): Locator
  give(name: string): Promise<unknown>
  again(name: string): string
  remove(name: string): string
}

describe('files between a visitor and the desk, at their bounds and on every way', () => {
  let mail: Awaited<ReturnType<typeof startMailServer>>
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let operator: Operator
  let visitor: Visitor
  let sides: Record<'visitor' | 'desk', Side>
  const change = async (part: object) => {
    const site = (await (await admin.get('/api/desk/site')).json()) as { files: object }
    const whole = { ...site, ...part, files: { ...site.files, ...('files' in part ? (part.files as object) : {}) } }
    expect((await admin.send('PUT', '/api/desk/site', whole)).status).toBe(200)
  }
  const choose = async (files: ReturnType<typeof text>[]) => {
    const [chooser] = await Promise.all([
      visitor.page.waitForEvent('filechooser'),
      visitor.panel.getByRole('button', { name: widget('en', 'form.attach') }).click(),
    ])
    await chooser.setFiles(files)
  }
  const write = () => visitor.panel.getByRole('textbox', { name: widget('en', 'chat.write') })
  const failed = () => operator.page.locator('.bubble-failed')

  beforeAll(async () => {
    mail = await startMailServer()
    const opened = await openDesk(
      { operator: { name: 'Olga', role: 'operator', locale: 'en', options: OPEN } },
      { SMTP_URL: mail.url, MAIL_FROM: 'help@tropa.example', MAIL_INBOUND_SECRET: INBOUND },
    )
    ;({ product, browser, admin } = opened)
    operator = opened.people.operator
    // What is not read by who has left goes to them at once.
    await change({ files: { fileMb: 1, conversationMb: 1 }, letters: { afterMinutes: 0 } })
    await operator.available()
    visitor = await aVisitor(browser, product, 'en', '/', OPEN)
    sides = {
      visitor: {
        page: visitor.page,
        list: () => visitor.panel.getByRole('list', { name: widget('en', 'files.list') }),
        give: (name) => drop(visitor.panel, name, 'text/plain', text(name, 50).buffer),
        again: (name) => named(widget('en', 'files.again'), name),
        remove: (name) => named(widget('en', 'files.remove'), name),
      },
      desk: {
        page: operator.page,
        list: () => operator.page.locator('.composer .composer-files'),
        give: (name) => drop(operator.page.locator('.pane .messages'), name, 'text/plain', text(name, 50).buffer),
        again: (name) => named(desk('en', 'files.again'), name),
        remove: (name) => named(desk('en', 'files.remove'), name),
      },
    }
    await visitor.open()
    await visitor.toPerson()
    await visitor.field().fill('Two long logs')
    await visitor.panel.getByRole('button', { name: widget('en', 'person.send') }).click()
    await operator.accept()
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
    await mail?.stop()
  })

  it('a message whose files are too much for its conversation says so to the visitor, who takes one out', async () => {
    await choose([text('one.txt', 700), text('two.txt', 700)])
    await sides.visitor.list().getByText('two.txt').waitFor()
    await write().fill('both at once')
    await write().press('Enter')
    const why = visitor.panel.locator('.own').getByRole('alert')
    await why.waitFor(SOON)
    expect((await why.innerText()).replace(/\s/g, ' ')).toBe(widget('en', 'files.conversation_files_full'))
    expect(await violations(visitor.page)).toEqual([])
    await visitor.panel.getByRole('button', { name: widget('en', 'files.edit') }).click()
    await visitor.panel.getByRole('button', { name: sides.visitor.remove('two.txt') }).click()
    expect(await write().inputValue()).toBe('both at once')
    await write().press('Enter')
    await operator.page.locator('.message-visitor').getByText('one.txt').waitFor()
  })

  it('the desk is told so too, and sends the words without it', async () => {
    const { page } = operator
    await drop(page.locator('.pane .messages'), 'more.txt', 'text/plain', text('more.txt', 700).buffer)
    await sides.desk.list().getByText('more.txt').waitFor()
    await operator.reply('Here it is')
    await failed().waitFor()
    expect(await failed().innerText()).toContain(desk('en', 'problem.conversation_files_full'))
    expect(await violations(page)).toEqual([])
    await failed()
      .getByRole('button', { name: desk('en', 'message.takeBack') })
      .click()
    await page.getByRole('button', { name: sides.desk.remove('more.txt') }).click()
    await page.getByRole('button', { name: desk('en', 'composer.send'), exact: true }).click()
    await visitor.panel.locator('.said:not(.own)').getByText('Here it is').waitFor()
    await change({ files: { conversationMb: 100 } })
  })

  it('what is more than a day allows is refused in words, which name the bound', async () => {
    await change({ files: { dayMb: 1 } })
    await choose([text('late.txt', 500)])
    const why = sides.visitor.list().getByRole('alert')
    await why.waitFor(SOON)
    expect((await why.innerText()).replace(/\s/g, ' ')).toContain('as many files as one day allows: 1 MB')
    await visitor.panel.getByRole('button', { name: sides.visitor.remove('late.txt') }).click()
    await change({ files: { dayMb: 100 } })
  })

  it.each(['visitor', 'desk'] as const)('an upload that is cut waits for the %s to try again', async (who) => {
    const { page, list, give, again, remove } = sides[who]
    const cut = (route: Route) =>
      route.request().method() === 'PUT' ? route.abort('connectionreset') : route.continue()
    await page.route(UPLOAD, cut)
    await give('line.txt')
    const retry = list().getByRole('button', { name: again('line.txt') })
    await retry.waitFor(SOON)
    expect(await violations(page)).toEqual([])
    await page.unroute(UPLOAD, cut)
    // It goes on by itself too, sooner or later.
    await retry.click({ timeout: 2_000 }).catch(() => {})
    await expect.poll(() => list().locator('progress').count(), SOON).toBe(0)
    expect(await list().getByRole('alert').count()).toBe(0)
    await list()
      .getByRole('button', { name: remove('line.txt') })
      .click()
    await expect.poll(() => list().getByText('line.txt').count(), SOON).toBe(0)
  })

  it.each(['visitor', 'desk'] as const)('an upload that the %s takes back ends', async (who) => {
    const { page, list, give, remove } = sides[who]
    let held = 0
    let ended = 0
    const hold = (route: Route) => {
      if (route.request().method() === 'PUT') held++
      else void route.continue()
    }
    const hear = (request: { url(): string }) => void (UPLOAD.test(request.url()) && ended++)
    await page.route(UPLOAD, hold)
    page.on('requestfailed', hear)
    await give('slow.txt')
    await list().locator('progress').waitFor(SOON)
    await expect.poll(() => held, SOON).toBe(1)
    await list()
      .getByRole('button', { name: remove('slow.txt') })
      .click()
    await expect.poll(() => ended, SOON).toBe(1)
    expect(await list().getByText('slow.txt').count()).toBe(0)
    page.off('requestfailed', hear)
    await page.unroute(UPLOAD, hold)
  })

  it('what a visitor has sent stands in the packet, and opens there', async () => {
    await choose([{ name: 'Pole.png', mimeType: 'image/png', buffer: await picture() }])
    await sides.visitor.list().getByText('Pole.png').waitFor()
    await write().press('Enter')
    const packet = operator.page.locator('section', {
      has: operator.page.getByRole('heading', { name: desk('en', 'packet.files') }),
    })
    await packet.getByText('one.txt').first().waitFor()
    await packet.getByRole('button', { name: named(desk('en', 'files.picture'), 'Pole.png') }).click()
    const large = operator.page.locator('dialog.viewer img')
    await expect.poll(() => large.evaluate((one: HTMLImageElement) => one.naturalWidth), SOON).toBe(640)
    await operator.page.keyboard.press('Escape')
  })

  it('a letter takes along what the operator has sent to a visitor who has left', async () => {
    await visitor.panel.getByRole('button', { name: widget('en', 'chat.keepMail') }).click()
    await visitor.panel.locator('input[type=email]').fill('anna@mail.example')
    await visitor.panel.locator('input[type=email]').press('Enter')
    await operator.page.getByText('anna@mail.example').first().waitFor()
    await visitor.page.goto('about:blank')
    await operator.page.locator('.composer input[type=file]').setInputFiles([
      { name: 'Spare pole.png', mimeType: 'image/png', buffer: await picture() },
      { name: 'Bill.pdf', mimeType: 'application/pdf', buffer: PDF },
    ])
    await sides.desk.list().getByText('Bill.pdf').waitFor()
    await operator.reply('**This one** fits')
    const come = () => mail.letters.find(({ to }) => to?.[0]?.address === 'anna@mail.example') as Email
    await expect.poll(come, { timeout: 60_000 }).toBeDefined()
    const { attachments, text: words, html } = come()
    expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['Spare pole.png', expect.stringMatching(/^image\//)],
      ['Bill.pdf', 'application/pdf'],
    ])
    const [drawn, bill] = attachments.map(({ content }) => Buffer.from(content as ArrayBuffer))
    expect(await sharp(drawn).metadata()).toMatchObject({ width: 640, height: 480 })
    expect(bill?.equals(PDF)).toBe(true)
    expect(words).toMatch(/^This one fits\s+📎 Spare pole\.png \(.*\)\s📎 Bill\.pdf \(/m)
    expect(html).toContain('<strong>This one</strong>')
  })

  it('a transcript names the files, and says an operator’s words plainly', async () => {
    // It opens where it was left.
    await visitor.page.goto(product.demoShop)
    await visitor.panel.waitFor(SOON)
    await visitor.panel.getByText('Spare pole.png').or(visitor.panel.getByText('Bill.pdf')).first().waitFor()
    await operator.page
      .getByRole('button', { name: desk('en', 'conversation.solve') })
      .first()
      .click()
    await operator.page
      .getByRole('dialog')
      .getByRole('button', { name: desk('en', 'solve.solve'), exact: true })
      .click()
    const kept = visitor.panel.locator('.solved .keep')
    const [download] = await Promise.all([
      visitor.page.waitForEvent('download'),
      kept.getByRole('button', { name: widget('en', 'solved.download') }).click(),
    ])
    const transcript = readFileSync(await download.path(), 'utf8').replace(/[\u00a0\u202f]/g, ' ')
    expect(transcript).toMatch(/both at once\n📎 one\.txt \(700 kB\)\n/)
    expect(transcript).toMatch(/: This one fits\n📎 Spare pole\.png \(.*\)\n📎 Bill\.pdf \(/)
    await kept.getByRole('button', { name: widget('en', 'solved.byMail') }).click()
    await kept.locator('input').fill('boris@mail.example')
    await kept.locator('input').press('Enter')
    const come = () => mail.letters.find(({ to }) => to?.[0]?.address === 'boris@mail.example')
    await expect.poll(come, { timeout: 60_000 }).toBeDefined()
    expect(come()?.text).toContain('📎 one.txt')
  })

  it('a letter larger than is held keeps its words and small files, and both sides are told of the rest', async () => {
    const part = (name: string, type: string, base64: string) =>
      `--part\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`
    const letter = (id: string, film: number) =>
      [
        'From: Pavel <pavel@mail.example>\r\nTo: help@tropa.example\r\n',
        `Subject: A film of the torn seam\r\nMessage-ID: <${id}@mail.example>\r\nMIME-Version: 1.0\r\n`,
        'Content-Type: multipart/mixed; boundary="part"\r\n\r\n',
        `--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe seam is torn, see the film (${id}).\r\n`,
        part('Hike.mp4', 'video/mp4', `${'QUFB'.repeat(19)}\r\n`.repeat(film / 78)),
        part('Bill.pdf', 'application/pdf', PDF.toString('base64')),
        '--part--\r\n',
      ].join('')
    const send = async (body: string) => {
      const headers = { authorization: `Bearer ${INBOUND}`, 'content-type': 'message/rfc822' }
      const taken = await fetch(`${product.helpCentre}/api/mail/inbound`, { method: 'POST', headers, body })
      expect(await taken.json()).toEqual({ taken: true })
    }
    const told = () => mail.letters.filter(({ to }) => to?.[0]?.address === 'pavel@mail.example')
    // What mail hosts bring twice is one message; so is what is told of it.
    for (const _ of [1, 2]) await send(letter('film-1', 45_000_000))
    await send(letter('film-2', 160_000_000))
    await expect.poll(() => told().length, { timeout: 60_000 }).toBe(2)
    const [first, second] = told().map((one) => `${one.text}`.replaceAll('\u2060', '').replaceAll('\u00a0', ' '))
    expect(first).toContain('too large; we take up to 1 MB each: Hike.mp4')
    expect(first).not.toContain('only its beginning')
    expect(second).toContain('so we read only its beginning')
    expect(told()[0]?.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-replied')

    const { items } = (await (await admin.get('/api/desk/conversations?view=waiting')).json()) as {
      items: { id: string; question: string }[]
    }
    // Both are of one person, so they stand in one conversation.
    await operator.goTo(`/desk/inbox/waiting/${items.find(({ question }) => question.includes('(film-1)'))?.id}`)
    await operator.page.locator('.message-visitor').getByText('Bill.pdf').waitFor()
    await operator.page.getByText('this is only its beginning', { exact: false }).waitFor()
    const notes = operator.page.locator('.messages').getByText('Hike.mp4', { exact: false })
    const said = (await notes.allInnerTexts()).map((one) => one.replace(/\s/g, ' '))
    expect(said).toEqual([
      expect.stringMatching(/Hike\.mp4 \(33 MB, too large\)/),
      expect.stringMatching(/Hike\.mp4 \(117 MB, too large\)/),
    ])
    expect(await violations(operator.page)).toEqual([])
  })
})
