import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DeskClient, anonymous, signIn } from './kit/desk-client.ts'
import { openDesk, PASSWORD } from './kit/open-desk.ts'
import type { Operator } from './kit/operator.ts'
import type { Product } from './kit/product.ts'
import { widget } from './kit/texts.ts'
import { aFilm, drop, isPlayed, paste } from './kit/give-file.ts'
import { violations } from './kit/violations.ts'
import { aVisitor, type Visitor } from './kit/visitor.ts'
import { PDF } from '../server/files/testing/sample-files.ts'

const screens = join(import.meta.dirname, 'screens')
const SOON = { timeout: 30_000 }
/** For axe. */
const OPEN = { bypassCSP: true }
const QUESTION = 'How do I splint a snapped tent pole with tape?'
const DESCRIPTION = 'Where the tape goes around a snapped pole'
const aPicture = (background = '#17694d') =>
  sharp({ create: { width: 1000, height: 700, channels: 3, background } })
    .withExif({ IFD0: { Make: 'Telephone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 0/1' } })
    .jpeg()
    .toBuffer()

describe('pictures of answers', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let operator: Operator
  let lead: Operator
  let visitor: Visitor
  beforeAll(async () => {
    mkdirSync(screens, { recursive: true })
    const desk = await openDesk({
      operator: { name: 'Olga', role: 'operator', locale: 'en', options: OPEN },
      lead: { name: 'Lev', role: 'lead', locale: 'en', options: OPEN },
    })
    ;({ product, browser, admin } = desk)
    ;({ operator, lead } = desk.people)
    await operator.available()
    visitor = await aVisitor(browser, product, 'en', '/', OPEN)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const arrived = (name: string) =>
    visitor.panel.getByRole('button', { name: widget('en', 'files.picture').replace('{name}', name) })
  const page = (path: string) => fetch(`${product.helpCentre}${path}`)

  it('that were shipped stand on the page with their size, in the card of a link and in structured data', async () => {
    const html = await (await page('/en/sizes/footwear-size')).text()
    const [, source = ''] = /<img src="([^"]+)" width="720" height="400" alt="A foot on a sheet/.exec(html) ?? []
    const drawing = await page(source)
    expect(drawing.headers.get('content-type')).toBe('image/svg+xml')
    expect(drawing.headers.get('content-security-policy')).toContain('sandbox')
    expect(drawing.headers.get('cache-control')).toContain('immutable')
    const [, card = ''] = /<meta property="og:image" content="([^"]+)"/.exec(html) ?? []
    const bytes = Buffer.from(await (await fetch(card)).arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 630 })
    expect(html).toContain(`"contentUrl":"${product.helpCentre}${source}"`)
  })

  it('are drawn on before they are sent', async () => {
    await visitor.ask(QUESTION)
    await visitor.toPerson()
    await visitor.field().fill(QUESTION)
    await visitor.panel.getByRole('button', { name: visitor.say('person.send') }).click()
    await operator.accept()
    const { page: at, say } = operator
    await at
      .locator('.composer input[type=file]')
      .setInputFiles({ name: 'Pole.jpg', mimeType: 'image/jpeg', buffer: await aPicture() })
    await at.getByRole('button', { name: say('draw.open').replace('{name}', 'Pole.jpg') }).click()
    const paper = at.getByRole('application', { name: say('draw.canvas') })
    const canvas = paper.locator('canvas')
    await canvas.waitFor()
    const done = at.getByRole('button', { name: say('draw.done') })
    expect(await done.isDisabled()).toBe(true)
    const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const drag = async (fromX: number, fromY: number, toX: number, toY: number) => {
      await at.mouse.move(box.x + box.width * fromX, box.y + box.height * fromY)
      await at.mouse.down()
      await at.mouse.move(box.x + box.width * toX, box.y + box.height * toY, { steps: 4 })
      await at.mouse.up()
    }
    await drag(0.1, 0.5, 0.9, 0.5)
    await at.getByText(say('draw.box'), { exact: true }).click()
    await drag(0.2, 0.2, 0.4, 0.4)
    await at.getByRole('button', { name: say('draw.undo') }).click()
    const redAt = (x: number, y: number) =>
      canvas.evaluate(
        (element: HTMLCanvasElement, place) =>
          (element.getContext('2d')!.getImageData(element.width * place.x, element.height * place.y, 1, 1).data[0] ??
            0) > 180,
        { x, y },
      )
    // The same by keys alone: begun and left, drawn and taken back, and drawn again.
    await paper.focus()
    const keys = async (...pressed: string[]) => {
      for (const key of pressed) await paper.press(key)
    }
    const four = (key: string) => Array<string>(4).fill(key)
    await keys(
      'Enter',
      ...four('ArrowDown'),
      ...four('ArrowDown'),
      ...four('ArrowLeft'),
      ...four('ArrowLeft'),
      'Escape',
    )
    expect(await redAt(0.4, 0.5 + 200 / 700)).toBe(false)
    await keys('Enter', ...four('ArrowUp'), ...four('ArrowLeft'), 'Enter')
    await expect.poll(() => redAt(0.2, 500 / 700), SOON).toBe(true)
    await keys('Backspace')
    await expect.poll(() => redAt(0.2, 500 / 700), SOON).toBe(false)
    await keys('Enter', ...four('ArrowDown'), ...four('ArrowRight'), 'Enter')
    await expect.poll(() => redAt(0.2, 500 / 700), SOON).toBe(true)
    await at.screenshot({ path: join(screens, 'drawing-keys.png') })
    expect(await violations(at)).toEqual([])
    await done.click()
    await expect.poll(() => canvas.count(), SOON).toBe(0)
    await operator.reply('Put a sleeve over the break and tape both of its ends.')
    await arrived('Pole.jpg').click()
    const large = visitor.page.locator('firstline-help dialog.viewer canvas')
    // The arrow is red where the picture was green.
    const middle = () =>
      large.evaluate((element: HTMLCanvasElement) => [
        ...element.getContext('2d')!.getImageData(element.width / 2, element.height / 2, 1, 1).data,
      ])
    await expect.poll(async () => (await middle())[0], SOON).toBeGreaterThan(180)
    await visitor.page.keyboard.press('Escape')
  })

  it('go from the solution into the draft once somebody has looked at them and said what they show', async () => {
    const { page: at, say } = operator
    await at.getByRole('button', { name: say('conversation.solve'), exact: true }).click()
    await at.getByLabel(say('solve.lacks')).check()
    await at.getByRole('button', { name: say('solve.solveAndPromote') }).click()
    const dialog = at.getByRole('dialog')
    const body = dialog.getByRole('textbox', { name: say('answer.body') })
    await body.fill('Put a sleeve over the break and tape both of its ends.')
    const add = dialog.getByRole('button', { name: say('promote.pictureAdd') })
    expect(await add.isDisabled()).toBe(true)
    await dialog.getByLabel(say('promote.picturesTake')).check()
    await add.click()
    await dialog.getByText(say('problem.picture_undescribed')).waitFor()
    await dialog.getByRole('textbox', { name: say('pictures.description') }).fill(DESCRIPTION)
    await add.click()
    await dialog.getByText(say('promote.pictureTaken')).waitFor()
    expect(await body.inputValue()).toContain(`![${DESCRIPTION}](/pictures/pole.jpg)`)
    await dialog.getByRole('img', { name: DESCRIPTION }).waitFor()
    await dialog.locator('select').first().selectOption('technical-help')
    await dialog.getByLabel(say('answer.slug')).fill('snapped-pole')
    expect(await violations(at)).toEqual([])
    const submit = dialog.getByRole('button', { name: say('promote.submit') })
    await expect.poll(() => submit.isDisabled(), SOON).toBe(false)
    await submit.click()
    await dialog.waitFor({ state: 'hidden' })
  })

  it('are nobody’s before a lead approves the answer that shows them', async () => {
    const items = (await (await admin.get('/api/desk/answer-pictures')).json()) as {
      items: { key: string; name: string }[]
    }
    const { key = '' } = items.items.find(({ name }) => name === 'pole.jpg') ?? {}
    expect((await page(`/api/answer-pictures/${key}/960.webp`)).status).toBe(404)
    expect((await page(`/api/desk/answer-pictures/${key}/960.webp`)).status).toBe(401)
    const { page: at, say } = lead
    await lead.goTo('/desk/review')
    await at.getByText(QUESTION).first().click()
    const shown = at.getByRole('img', { name: DESCRIPTION })
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth), SOON).toBeGreaterThan(0)
    expect(await violations(at)).toEqual([])
    await at.getByRole('button', { name: say('review.approve') }).click()
    await at.getByText(say('review.approved')).first().waitFor()
    const seen = await page(`/api/answer-pictures/${key}/960.webp`)
    expect(seen.status).toBe(200)
    const bytes = Buffer.from(await seen.arrayBuffer())
    const { format, width, exif } = await sharp(bytes).metadata()
    expect({ format, width, exif }).toEqual({ format: 'webp', width: 960, exif: undefined })
    expect((await page(`/api/answer-pictures/${key}/original`)).status).toBe(404)
  })

  it('are seen by the next visitor in the panel and on the page, where nothing shifts', async () => {
    const next = await aVisitor(browser, product, 'en', '/', OPEN)
    await next.ask(QUESTION)
    await next.panel.getByText(QUESTION.replace('?', '')).first().click()
    const inPanel = next.panel.getByRole('img', { name: DESCRIPTION })
    await expect.poll(() => inPanel.evaluate((image: HTMLImageElement) => image.naturalWidth), SOON).toBeGreaterThan(0)
    expect(await inPanel.evaluate(({ width, height }: HTMLImageElement) => width / height)).toBeCloseTo(1000 / 700, 1)
    expect(await violations(next.page)).toEqual([])
    await next.page.goto(`${product.helpCentre}/en/technical-help/snapped-pole`)
    const onPage = next.page.getByRole('img', { name: DESCRIPTION })
    await expect.poll(() => onPage.evaluate((image: HTMLImageElement) => image.currentSrc), SOON).toContain('.avif')
    expect(await onPage.evaluate((image: HTMLImageElement) => image.getAttribute('loading'))).toBe('lazy')
    expect(await violations(next.page)).toEqual([])
    const html = await next.page.content()
    expect(html).toContain(`<meta property="og:image" content="${product.helpCentre}/api/answer-pictures/`)
    await next.close()
  })

  it('are brought into the editor by hand, and described before they stand in the text', async () => {
    const { page: at, say } = lead
    await lead.goTo('/desk/library/new')
    const body = at.getByRole('textbox', { name: say('answer.body') })
    await body.fill('Lay the pole on a table.')
    await at.getByRole('button', { name: say('pictures.add') }).click()
    const dialog = at.getByRole('dialog')
    await dialog.getByText('foot-length.svg').waitFor()
    expect(await violations(at)).toEqual([])
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'Стол с дугой.jpg', mimeType: 'image/jpeg', buffer: await aPicture('#884422') })
    await dialog.getByRole('button', { name: say('pictures.insert') }).click()
    await dialog.getByText(say('problem.picture_undescribed')).waitFor()
    await dialog.getByRole('textbox', { name: say('pictures.description') }).fill('A pole on a table')
    expect(await violations(at)).toEqual([])
    await dialog.getByRole('button', { name: say('pictures.insert') }).click()
    await expect.poll(() => body.inputValue(), SOON).toContain('![A pole on a table](/pictures/stol-s-dugoy.jpg)')
    await at.getByRole('img', { name: 'A pole on a table' }).waitFor()
  })

  it('are pasted and dropped into the editor, each described before it stands in the text', async () => {
    const { page: at, say } = lead
    const body = at.getByRole('textbox', { name: say('answer.body') })
    const describe = async (description: string) => {
      const dialog = at.getByRole('dialog')
      await dialog.getByRole('textbox', { name: say('pictures.description') }).fill(description)
      await dialog.getByRole('button', { name: say('pictures.insert') }).click()
      await dialog.waitFor({ state: 'hidden' })
    }
    await paste(
      body,
      'Вставлено.png',
      'image/png',
      await sharp(await aPicture('#225588'))
        .png()
        .toBuffer(),
    )
    await describe('A pasted picture')
    await drop(body, 'dropped.jpg', 'image/jpeg', await aPicture('#552288'))
    await describe('A dropped picture')
    await expect
      .poll(() => body.inputValue(), SOON)
      .toMatch(
        /!\[A pasted picture\]\(\/pictures\/vstavleno\.png\)[\s\S]*!\[A dropped picture\]\(\/pictures\/dropped\.jpg\)/,
      )
    // Words that are pasted stay words.
    expect(await at.getByRole('dialog').count()).toBe(0)
  })

  it('may be short videos, which the panel and the page play', async () => {
    const { page: at, say } = lead
    await at.getByRole('button', { name: say('pictures.add') }).click()
    const dialog = at.getByRole('dialog')
    const film = { name: 'folding.webm', mimeType: 'video/webm', buffer: await aFilm(at) }
    await dialog.locator('input[type=file]').setInputFiles(film)
    await dialog.getByRole('textbox', { name: say('pictures.description') }).fill('How the pole folds')
    await isPlayed(dialog.locator('video'))
    await dialog.getByRole('button', { name: say('pictures.insert') }).click()
    await dialog.waitFor({ state: 'hidden' })
    const body = await at.getByRole('textbox', { name: say('answer.body') }).inputValue()
    expect(body).toContain('![How the pole folds](/pictures/folding.webm)')
    const question = 'How does the zigzag pole fold away?'
    const created = await admin.send('POST', '/api/desk/answers', {
      ...{ site: 'tropa', locale: 'en', category: 'technical-help', slug: 'zigzag-pole', question },
      ...{ body: 'As here.\n\n![How the pole folds](/pictures/folding.webm)', audience: 'public' },
      ...{ products: [], shortcut: null, phrasings: [] },
    })
    const { answer } = (await created.json()) as { answer: { id: string } }
    expect((await admin.send('POST', `/api/desk/answers/${answer.id}/submit`)).status).toBe(200)
    const approver = await signIn(product, { email: 'lead@tropa.example', password: PASSWORD })
    expect((await approver.send('POST', `/api/desk/answers/${answer.id}/approve`)).status).toBe(200)
    const next = await aVisitor(browser, product, 'en', '/', OPEN)
    await next.ask(question)
    await next.panel.getByText(question.replace('?', '')).first().click()
    await isPlayed(next.panel.locator('video'))
    await next.page.goto(`${product.helpCentre}/en/technical-help/zigzag-pole`)
    await isPlayed(next.page.locator('main video'))
    expect(await violations(next.page)).toEqual([])
    await next.close()
  })

  it('stay in the answer when the visitor they came from is erased, whose own file goes', async () => {
    const { items } = (await (await admin.get('/api/desk/answer-pictures')).json()) as {
      items: { key: string; name: string }[]
    }
    const { key = '' } = items.find(({ name }) => name === 'pole.jpg') ?? {}
    const { items: solved } = (await (await admin.get('/api/desk/conversations?view=solved')).json()) as {
      items: { id: string }[]
    }
    const { id } = solved[0] ?? { id: '' }
    const stored = () =>
      readdirSync(join(product.dataDir, 'files'), { recursive: true }).filter((name) => /fil_/.test(String(name)))
    expect(stored().length).toBeGreaterThan(0)
    const erased = await admin.send('POST', `/api/desk/conversations/${id}/erase`, { wholeVisitor: true })
    expect(await erased.json()).toMatchObject({ conversations: 1 })
    await expect.poll(stored, SOON).toEqual([])
    expect((await page(`/api/answer-pictures/${key}/960.webp`)).status).toBe(200)
    const html = await (await page('/en/technical-help/snapped-pole')).text()
    expect(html).toContain(`alt="${DESCRIPTION}"`)
  })

  it('may be documents, which a template brings along and the visitor can save', async () => {
    const { page: at, say } = lead
    await lead.goTo('/desk/library/new')
    const body = at.getByRole('textbox', { name: say('answer.body') })
    await body.fill('Here is the passport of your tent.')
    await drop(body, 'Паспорт палатки.pdf', 'application/pdf', PDF)
    const dialog = at.getByRole('dialog')
    await dialog.getByText('pasport-palatki.pdf').waitFor()
    await dialog.getByRole('textbox', { name: say('pictures.documentName') }).fill('Passport of the tent')
    expect(await violations(at)).toEqual([])
    await at.screenshot({ path: join(screens, 'document-named.png') })
    await dialog.getByRole('button', { name: say('pictures.insert') }).click()
    await dialog.waitFor({ state: 'hidden' })
    await at.getByRole('link', { name: 'Passport of the tent (PDF)' }).waitFor()
    await at.getByRole('button', { name: say('pictures.add') }).click()
    await dialog.getByText('pasport-palatki.pdf').waitFor()
    expect(await violations(at)).toEqual([])
    await at.screenshot({ path: join(screens, 'document-in-library.png') })
    await at.keyboard.press('Escape')
    const created = await admin.send('POST', '/api/desk/answers', {
      ...{ site: 'tropa', locale: 'en', category: 'technical-help', slug: 'tent-passport' },
      ...{ question: 'Passport of a tent', body: await body.inputValue(), audience: 'operators' },
      ...{ products: [], shortcut: 'passport', phrasings: [] },
    })
    const { answer } = (await created.json()) as { answer: { id: string } }
    expect((await admin.send('POST', `/api/desk/answers/${answer.id}/submit`)).status).toBe(200)
    const approver = await signIn(product, { email: 'lead@tropa.example', password: PASSWORD })
    expect((await approver.send('POST', `/api/desk/answers/${answer.id}/approve`)).status).toBe(200)

    const next = await aVisitor(browser, product, 'en', '/', OPEN)
    await next.ask('Where is the passport of my tent?')
    await next.toPerson()
    await next.field().fill('Where is the passport of my tent?')
    await next.panel.getByRole('button', { name: next.say('person.send') }).click()
    await operator.accept()
    const field = operator.page.locator('.composer textarea')
    await field.pressSequentially('/passport')
    await operator.page.getByRole('option', { name: /Passport of a tent/ }).click()
    await operator.page.locator('.composer-files').getByText('pasport-palatki.pdf').waitFor()
    expect((await field.inputValue()).trim()).toBe('Here is the passport of your tent.')
    await field.press('Enter')
    const [download] = await Promise.all([
      next.page.waitForEvent('download'),
      next.panel.getByRole('button', { name: 'pasport-palatki.pdf' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('pasport-palatki.pdf')
    await next.close()
  })

  it('that are none are refused in words', async () => {
    const put = (name: string, bytes: Buffer | string, headers = {}) =>
      fetch(`${product.helpCentre}/api/desk/answer-pictures?locale=en`, {
        method: 'PUT',
        headers: { 'x-firstline': '1', 'x-file-name': name, cookie: admin.cookie, ...headers },
        body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
      })
    for (const [name, bytes, status] of [
      ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 415],
      ['renamed.png', `MZ${'\0'.repeat(300)}`, 415],
      ['notes.txt', 'no picture', 415],
      ['empty.png', '', 422],
      ['broken.jpg', (await aPicture()).subarray(0, 200), 422],
    ] as const) {
      const answer = await put(name, bytes)
      expect(answer.status, name).toBe(status)
      expect((await answer.json()) as object, name).toMatchObject({ message: expect.stringMatching(/\w+ \w+/) })
    }
    expect((await anonymous(product).get('/api/desk/answer-pictures')).status).toBe(401)
  })
})
