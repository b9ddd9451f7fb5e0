import type { Browser, Locator } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setHours } from './kit/always-open.ts'
import type { DeskClient } from './kit/desk-client.ts'
import { openDesk } from './kit/open-desk.ts'
import type { Operator } from './kit/operator.ts'
import type { Product } from './kit/product.ts'
import { widget } from './kit/texts.ts'
import { violations } from './kit/violations.ts'
import { aFilm, isPlayed, paste } from './kit/give-file.ts'
import { aVisitor, type Visitor } from './kit/visitor.ts'

const SOON = { timeout: 30_000 }
const say = (key: Parameters<typeof widget>[1], values: Record<string, string> = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), widget('en', key))
/** For axe. */
const OPEN = { bypassCSP: true }
const PHONE = { ...OPEN, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** As a phone takes it: lying on its side with a word about it, and with the place where it was taken. */
const phonePicture = () =>
  sharp({ create: { width: 1200, height: 900, channels: 3, background: '#d8863b' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Make: 'Telephone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 0/1' } })
    .jpeg()
    .toBuffer()
const plainPicture = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#17694d' } })
    .png()
    .toBuffer()

/** What a picture of a page is made of. */
const bytesOf = async (picture: Locator) =>
  Buffer.from(
    await picture.evaluate(async (image: HTMLImageElement) => {
      const content = new Uint8Array(await (await fetch(image.src)).arrayBuffer())
      return btoa(Array.from(content, (one) => String.fromCharCode(one)).join(''))
    }),
    'base64',
  )
const INBOUND = 'a-secret-of-the-mail-host-of-this-test'

describe('files between a visitor and the desk', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let operator: Operator
  let visitor: Visitor
  beforeAll(async () => {
    const desk = await openDesk(
      { operator: { name: 'Olga', role: 'operator', locale: 'en', options: OPEN } },
      { MAIL_INBOUND_SECRET: INBOUND },
    )
    ;({ product, browser, admin } = desk)
    operator = desk.people.operator
    await operator.available()
    visitor = await aVisitor(browser, product, 'en', '/', OPEN)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const strip = () => visitor.panel.getByRole('list', { name: say('files.list') })
  const write = () => visitor.panel.getByRole('textbox', { name: say('chat.write') })
  const own = () => visitor.panel.locator('.own .bubble')
  const choose = async (files: { name: string; mimeType: string; buffer: Buffer }[]) => {
    const [chooser] = await Promise.all([
      visitor.page.waitForEvent('filechooser'),
      visitor.panel.getByRole('button', { name: say('form.attach') }).click(),
    ])
    await chooser.setFiles(files)
  }
  const arrived = (name: string) => operator.page.getByRole('button', { name: `Picture, ${name}` }).first()

  it('a phone picture that is pasted arrives upright, without the place where it was taken', async () => {
    await visitor.open()
    await visitor.toPerson()
    await paste(visitor.field(), 'IMG_2041.jpg', 'image/jpeg', await phonePicture())
    await strip().getByText('IMG_2041.jpg').waitFor()
    expect(await violations(visitor.page)).toEqual([])
    await visitor.field().fill('The pole of my tent is broken')
    await visitor.panel.getByRole('button', { name: say('person.send') }).click()
    await operator.accept()
    await arrived('IMG_2041.jpg').click()
    const large = operator.page.locator('dialog.viewer img')
    await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth), SOON).toBeGreaterThan(0)
    const bytes = await bytesOf(large)
    const { width, height, exif, orientation } = await sharp(bytes).metadata()
    expect({ width, height, exif, orientation: orientation ?? 1 }).toEqual({
      width: 900,
      height: 1200,
      exif: undefined,
      orientation: 1,
    })
    expect(bytes.includes('Telephone')).toBe(false)
    expect(await violations(operator.page)).toEqual([])
    await operator.page.keyboard.press('Escape')
    await expect.poll(() => operator.page.locator('dialog.viewer').count(), SOON).toBe(0)
  })

  it('a file held over the panel shows that it can be let go there', async () => {
    const { panel } = visitor
    const hold = (types: string) =>
      panel.evaluate((element, type) => {
        const dataTransfer = new DataTransfer()
        if (type === 'file') dataTransfer.items.add(new File(['1'], 'held.png', { type: 'image/png' }))
        else dataTransfer.setData('text/plain', 'words')
        element.dispatchEvent(
          new DragEvent('dragover', { dataTransfer, bubbles: true, composed: true, cancelable: true }),
        )
        return element.hasAttribute('data-dropping')
      }, types)
    await expect.poll(() => hold('file'), SOON).toBe(true)
    await expect.poll(() => panel.evaluate((element) => element.hasAttribute('data-dropping')), SOON).toBe(false)
    expect(await hold('words')).toBe(false)
  })

  it('the operator answers with a picture, which the visitor sees and opens large', async () => {
    const { page, panel } = visitor
    await operator.page.locator('.composer input[type=file]').setInputFiles([
      { name: 'Spare pole.png', mimeType: 'image/png', buffer: await plainPicture() },
      { name: 'Guide.txt', mimeType: 'text/plain', buffer: Buffer.from('1. Take the pole out.') },
    ])
    await operator.page.locator('.composer-files').getByText('Guide.txt').waitFor()
    await operator.reply('This one fits')
    const picture = panel.getByRole('button', { name: say('files.picture', { name: 'Spare pole.png' }) })
    await panel.getByText('Guide.txt').waitFor()
    const middle = () =>
      picture
        .locator('canvas')
        .evaluate((canvas: HTMLCanvasElement) => [
          ...canvas.getContext('2d')!.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data,
        ])
    await expect
      .poll(middle, SOON)
      .toEqual([expect.closeTo(23, -1), expect.closeTo(105, -1), expect.closeTo(77, -1), 255])
    expect(await violations(page)).toEqual([])
    await picture.click()
    const large = page.locator('firstline-help dialog.viewer')
    await large.waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('ArrowLeft')
    await large.getByText('IMG_2041.jpg').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => large.count(), SOON).toBe(0)
    expect(await panel.isVisible()).toBe(true)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'Guide.txt' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('Guide.txt')
  })

  it('a short video is sent, shown and played on both sides', async () => {
    const film = { name: 'Pole.webm', mimeType: 'video/webm', buffer: await aFilm(visitor.page) }
    await choose([film])
    await write().fill('see how it moves')
    await write().press('Enter')
    const desk = operator.page
    await desk.getByRole('button', { name: operator.say('files.playOne').replace('{name}', 'Pole.webm') }).click()
    await isPlayed(desk.locator('.message-visitor video'))
    expect(await violations(desk)).toEqual([])
    await desk.locator('.composer input[type=file]').setInputFiles({ ...film, name: 'Like this.webm' })
    await desk.locator('.composer-files').getByText('Like this.webm').waitFor()
    await operator.reply('Fold it so')
    await visitor.panel.getByRole('button', { name: say('files.playOne', { name: 'Like this.webm' }) }).click()
    await isPlayed(visitor.panel.locator('video'))
    expect(await violations(visitor.page)).toEqual([])
  })

  it('a cut in the middle of an upload ends in one message', async () => {
    let cuts = 2
    let attempts = 0
    await visitor.page.route(/\/api\/files\/fil_\w+\?/, async (route) => {
      if (route.request().method() !== 'PUT') return route.continue()
      attempts++
      // The bytes arrive and the answer does not; then they do not arrive at all.
      if (cuts-- <= 0) return route.continue()
      if (cuts === 1) await route.fetch()
      await route.abort('connectionreset')
    })
    await choose([{ name: 'Cut.png', mimeType: 'image/png', buffer: await plainPicture() }])
    await write().fill('one message')
    await write().press('Enter')
    await expect.poll(() => attempts, { timeout: 30_000 }).toBe(3)
    await visitor.panel.getByRole('button', { name: say('files.picture', { name: 'Cut.png' }) }).waitFor()
    await arrived('Cut.png').waitFor()
    expect(await own().getByText('one message').count()).toBe(1)
    expect(await operator.page.locator('.message-visitor').getByText('one message').count()).toBe(1)
    await visitor.page.unroute(/\/api\/files\/fil_\w+\?/)
  })

  it('what is refused says why and what is allowed, and the words stay', async () => {
    await write().fill('these words stay')
    await paste(write(), 'setup.exe', 'application/x-msdownload', Buffer.from('MZ'))
    await strip()
      .getByText(/You\s+can\s+send\s+pictures/)
      .waitFor()
    await paste(write(), 'renamed.jpg', 'image/jpeg', Buffer.from(`MZ${'\0'.repeat(200)}`))
    await expect.poll(() => strip().getByRole('alert').count(), SOON).toBe(2)
    expect(await violations(visitor.page)).toEqual([])
    expect(await write().inputValue()).toBe('these words stay')
    for (const name of ['setup.exe', 'renamed.jpg'])
      await strip()
        .getByRole('button', { name: say('files.remove', { name }) })
        .click()
    await write().fill('')
  })

  it('what is attached and not sent survives a reload on both sides', async () => {
    await choose([{ name: 'Kept.png', mimeType: 'image/png', buffer: await plainPicture() }])
    await strip().getByText('Kept.png').waitFor()
    await operator.page
      .locator('.composer input[type=file]')
      .setInputFiles({ name: 'Of the desk.png', mimeType: 'image/png', buffer: await plainPicture() })
    await operator.page.locator('.composer-files').getByText('Of the desk.png').waitFor()
    await Promise.all([visitor.page.reload(), operator.page.reload()])
    await strip().getByText('Kept.png').waitFor()
    await operator.page.locator('.composer-files').getByText('Of the desk.png').waitFor()
    await operator.reply('with what was kept')
    await visitor.panel.getByRole('button', { name: say('files.picture', { name: 'Of the desk.png' }) }).waitFor()
    await write().press('Enter')
    await arrived('Kept.png').waitFor()
  })

  it('a note carries files that the visitor never sees', async () => {
    const { page } = operator
    await page.keyboard.press('Alt+p')
    await page
      .locator('.composer input[type=file]')
      .setInputFiles({ name: 'For us.png', mimeType: 'image/png', buffer: await plainPicture() })
    await page.locator('.composer-files').getByText('For us.png').waitFor()
    await page.getByRole('textbox', { name: operator.say('composer.noteLabel') }).press('Enter')
    await arrived('For us.png').waitFor()
    await visitor.page.reload()
    await visitor.panel.getByRole('button', { name: say('files.picture', { name: 'Kept.png' }) }).waitFor()
    expect(await visitor.panel.getByRole('button', { name: 'For us.png' }).count()).toBe(0)
  })

  it('on a phone Back leaves the picture, and not the window', async () => {
    const phone = await aVisitor(browser, product, 'en', '/', PHONE)
    await phone.open()
    await phone.toPerson()
    const [chooser] = await Promise.all([
      phone.page.waitForEvent('filechooser'),
      phone.panel.getByRole('button', { name: say('form.attach') }).click(),
    ])
    // A phone offers its camera for pictures and films, beside what it holds; `capture` would leave the camera alone.
    const offered = await chooser
      .element()
      .evaluate((field: HTMLInputElement) => ({ accept: field.accept, capture: field.getAttribute('capture') }))
    expect(offered).toEqual({ accept: expect.stringMatching(/^image\/jpeg,.*\bvideo\/mp4\b/), capture: null })
    // Several at once by somebody new: they are one visitor's all the same, and go with one message.
    const more = ['Bill.txt', 'List.txt', 'Order.txt']
    await chooser.setFiles([
      { name: 'Phone.png', mimeType: 'image/png', buffer: await plainPicture() },
      ...more.map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`Of ${name}`) })),
    ])
    await phone.field().fill('from a phone')
    await phone.panel.getByRole('button', { name: say('person.send') }).click()
    await phone.panel.locator('.own .mark').waitFor()
    for (const name of more) await phone.panel.locator('.own .bubble').getByText(name).waitFor()
    const picture = phone.panel.getByRole('button', { name: say('files.picture', { name: 'Phone.png' }) })
    await picture.click()
    const large = phone.page.locator('firstline-help dialog.viewer')
    await large.waitFor()
    expect(await violations(phone.page)).toEqual([])
    expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await phone.page.goBack()
    await expect.poll(() => large.count(), SOON).toBe(0)
    expect(await picture.isVisible()).toBe(true)
    await phone.close()
  })

  it('a message left when nobody is there takes its files along', async () => {
    await setHours(admin, false)
    const late = await aVisitor(browser, product, 'en', '/', OPEN)
    await late.open()
    await late.toPerson()
    await paste(late.field(), 'At night.png', 'image/png', await plainPicture())
    await late.field().fill('written at night')
    const mail = late.panel.getByRole('textbox', { name: say('form.mail') })
    if (await mail.count()) await mail.fill('anna@example.com')
    await late.panel.getByRole('button', { name: say('form.send'), exact: true }).click()
    await late.panel.getByRole('button', { name: say('files.picture', { name: 'At night.png' }) }).waitFor()
    await late.close()
    await setHours(admin, true)
  })

  it('a letter with a photo of eight megabytes lands, and the operator sees it without its place', async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
    const photo = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#888', noise } })
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD0: { Make: 'Telephone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 0/1' } })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer()
    expect(photo.length).toBeGreaterThan(8_000_000)
    const letter = [
      'From: Pavel <pavel@mail.example>',
      'To: help@tropa.example',
      'Subject: A torn seam',
      'Message-ID: <seam-1@mail.example>',
      `Date: ${new Date().toUTCString()}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="part"',
      '',
      '--part',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'The seam of my tent is torn, see the photo.',
      '--part',
      'Content-Type: image/jpeg; name="Seam.jpg"',
      'Content-Disposition: attachment; filename="Seam.jpg"',
      'Content-Transfer-Encoding: base64',
      '',
      photo.toString('base64').replace(/.{76}/g, '$&\r\n'),
      '--part--',
      '',
    ].join('\r\n')
    const taken = await fetch(`${product.helpCentre}/api/mail/inbound`, {
      method: 'POST',
      headers: { authorization: `Bearer ${INBOUND}`, 'content-type': 'message/rfc822' },
      body: letter,
    })
    expect(await taken.json()).toEqual({ taken: true })
    const { items } = (await (await admin.get('/api/desk/conversations?view=waiting')).json()) as {
      items: { id: string; question: string }[]
    }
    const { id } = items.find(({ question }) => question.includes('torn, see the photo')) ?? { id: '' }
    await operator.goTo(`/desk/inbox/waiting/${id}`)
    await arrived('Seam.jpg').click()
    const large = operator.page.locator('dialog.viewer img')
    await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth), SOON).toBeGreaterThan(0)
    const { width, height, exif } = await sharp(await bytesOf(large)).metadata()
    expect({ upright: (height ?? 0) > (width ?? 0), exif }).toEqual({ upright: true, exif: undefined })
    await operator.page.keyboard.press('Escape')
  })

  it('a site that takes no files offers none', async () => {
    const site = (await (await admin.get('/api/desk/site')).json()) as { files: object }
    const put = async (files: object) =>
      expect((await admin.send('PUT', '/api/desk/site', { ...site, files })).status).toBe(200)
    await put({ ...site.files, kinds: [] })
    const other = await aVisitor(browser, product, 'en', '/', OPEN)
    await other.open()
    await other.toPerson()
    expect(await other.panel.getByRole('button', { name: say('form.attach') }).count()).toBe(0)
    await other.close()
    await put(site.files)
  })
})
