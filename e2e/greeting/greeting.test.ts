import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskClient } from '../kit/desk-client.ts'
import { openDesk } from '../kit/open-desk.ts'
import type { Operator } from '../kit/operator.ts'
import type { Product } from '../kit/product.ts'
import { aVisitor, type Visitor } from '../kit/visitor.ts'
import { violations } from '../kit/violations.ts'

const SOON = { timeout: 30_000 }
/** Longer than what is typed needs to be shown. */
const QUIET_MS = 3_500

describe('how a conversation begins', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let olga: Operator
  beforeAll(async () => {
    const desk = await openDesk({
      olga: { name: 'Olga', role: 'operator', locale: 'en', options: { bypassCSP: true } },
    })
    ;({ product, browser, admin } = desk)
    olga = desk.people.olga
    await olga.available()
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const setting = async (how: object) => {
    const site = (await (await admin.get('/api/desk/site')).json()) as object
    const saved = await admin.send('PUT', '/api/desk/site', { ...site, ...how })
    expect(saved.status, await saved.text()).toBe(200)
  }
  /** Everything that leaves this page: requests with their bodies, and frames of its sockets. */
  const onTheWire = (page: Page): string[] => {
    const sent: string[] = []
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
    return sent
  }
  const talking = async (prepare: (context: BrowserContext) => Promise<void> = async () => {}) => {
    const visitor = await aVisitor(browser, product, 'en', '/?lang=en', { bypassCSP: true })
    await prepare(visitor.context)
    await visitor.page.reload()
    const sent = onTheWire(visitor.page)
    await visitor.ask('Is there an elephant?')
    await visitor.toPerson()
    await visitor.field().fill('Is there an elephant?')
    await visitor.field().press('Enter')
    await olga.accept()
    await visitor.panel.getByRole('textbox', { name: visitor.say('chat.write') }).waitFor()
    await visitor.panel.getByText('joined the chat').first().waitFor()
    return { visitor, sent }
  }
  const type = async ({ panel }: Visitor, words: string) => {
    const field = panel.getByRole('textbox', { name: 'Write a message' })
    await field.pressSequentially(words, { delay: 15 })
  }
  const told = (visitor: Visitor) => visitor.panel.getByText(visitor.say('chat.previewed'))
  const seen = () => olga.page.locator('.previewed-text')
  const end = async (visitor: Visitor) => {
    await visitor.close()
    await olga.page.getByRole('button', { name: olga.say('conversation.solve'), exact: true }).click()
    await olga.page.getByLabel(olga.say('solve.unsaid')).check()
    await olga.page
      .getByRole('button', { name: olga.say('solve.solve'), exact: true })
      .last()
      .click()
    await olga.page.getByRole('dialog').waitFor({ state: 'detached' })
  }

  it('leaves the browser with nothing that is not sent, and says nothing of it, unless the owner wants it', async () => {
    const { visitor, sent } = await talking()
    await type(visitor, 'perhaps a violet rhinoceros ')
    await visitor.page.waitForTimeout(QUIET_MS)
    expect(sent.filter((one) => /rhinoceros|violet|preview/.test(one))).toEqual([])
    expect(sent.join('\n')).toContain('typing:set')
    expect(await told(visitor).count()).toBe(0)
    expect(await seen().count()).toBe(0)
    await end(visitor)
  })

  it('shows the operator what is typed, says so under the field, and keeps it nowhere', async () => {
    await setting({ preview: true })
    const { visitor, sent } = await talking()
    await told(visitor).waitFor()
    await type(visitor, 'perhaps a violet rhinoceros')
    await expect.poll(() => seen().allInnerTexts(), SOON).toEqual(['perhaps a violet rhinoceros'])
    expect(await violations(visitor.page)).toEqual([])
    expect(await violations(olga.page)).toEqual([])
    // Throttled: not a word for every key.
    expect(sent.filter((one) => one.includes('preview:set')).length).toBeLessThan(8)

    const field = visitor.panel.getByRole('textbox', { name: visitor.say('chat.write') })
    await field.fill('')
    await expect.poll(() => seen().count(), SOON).toBe(0)
    for (const secret of ['4276 1234 5678 9010', 'Tr0ub4dor&3 ']) {
      await type(visitor, `mine: ${secret}`)
      await visitor.page.waitForTimeout(QUIET_MS)
      expect((await seen().allInnerTexts()).join()).not.toContain(secret.trim())
      await field.fill('')
    }
    expect(sent.filter((one) => /5678|Tr0ub|dor&3/.test(one))).toEqual([])

    await type(visitor, 'only an elephant')
    await expect.poll(() => seen().allInnerTexts(), SOON).toEqual(['only an elephant'])
    await field.press('Enter')
    await expect.poll(() => seen().count(), SOON).toBe(0)
    await olga.page.locator('.message').getByText('only an elephant').waitFor()
    for (const { parentPath, name } of readdirSync(product.dataDir, { recursive: true, withFileTypes: true }).filter(
      (one) => one.isFile(),
    ))
      expect(readFileSync(join(parentPath, name)).includes('rhinoceros'), name).toBe(false)
    expect(product.output()).not.toContain('rhinoceros')

    await setting({ preview: false })
    await type(visitor, 'one more thing ')
    await expect.poll(() => told(visitor).count(), SOON).toBe(0)
    const before = sent.length
    await type(visitor, 'and a violet one ')
    await visitor.page.waitForTimeout(QUIET_MS)
    expect(sent.slice(before).filter((one) => one.includes('violet'))).toEqual([])
    expect(await seen().count()).toBe(0)
    await end(visitor)
  })

  it('leaves alone whose browser asks for it', async () => {
    await setting({ preview: true })
    const { visitor, sent } = await talking(async (context) => {
      await context.addInitScript(
        `Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })`,
      )
    })
    await type(visitor, 'perhaps a violet rhinoceros ')
    await visitor.page.waitForTimeout(QUIET_MS)
    expect(sent.filter((one) => /rhinoceros|preview:set/.test(one))).toEqual([])
    expect(await told(visitor).count()).toBe(0)
    await end(visitor)
  })

  it('asks what the owner wants to know first, lets one skip the rest, and loses nothing that was typed', async () => {
    await setting({
      preview: false,
      form: {
        on: true,
        fields: { name: 'asked', mail: 'off', phone: 'asked', order: 'off' },
        subjects: [{ label: { ru: 'Возврат', en: 'A return' }, group: 'Returns', needs: ['order'] }],
      },
    })
    const visitor = await aVisitor(browser, product, 'en', '/?lang=en', { bypassCSP: true })
    const { panel, page } = visitor
    const first = panel.getByRole('textbox', { name: visitor.say('person.question') })
    const asked = panel.getByRole('group', { name: visitor.say('ask.title') })
    const order = asked.getByLabel(visitor.say('ask.order'))
    const start = async () => {
      await visitor.ask('Is there an elephant?')
      await visitor.toPerson()
      await asked.waitFor()
    }
    await start()
    expect(await order.count()).toBe(0)
    await asked.getByLabel(visitor.say('ask.subject')).selectOption('A return')
    await first.fill('The violet one came ripped')
    await first.press('Enter')
    await panel.getByText(visitor.say('ask.orderNeeded')).waitFor()
    expect(await order.evaluate((field: HTMLElement) => field.matches(':focus'))).toBe(true)
    await asked.getByLabel(visitor.say('ask.phone')).fill('call me')
    await order.fill('T-104512')
    await first.press('Enter')
    await panel.getByText(visitor.say('ask.phoneWrong')).waitFor()
    for (const [width, scheme] of [
      [1280, 'light'],
      [390, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 844 })
      await page.emulateMedia({ colorScheme: scheme })
      await page.screenshot({ path: join(import.meta.dirname, '..', 'screens', `asked-first-${width}-${scheme}.png`) })
    }
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 900 })

    await page.reload()
    await start()
    expect(await order.inputValue()).toBe('T-104512')
    await asked.getByLabel(visitor.say('ask.phone')).fill('')
    await first.fill('The violet one came ripped')
    await first.press('Enter')
    await olga.accept()
    const about = olga.page.locator('.packet')
    await about.getByText('A return', { exact: true }).waitFor()
    await about.getByText('T-104512', { exact: true }).waitFor()
    await olga.page.screenshot({ path: join(import.meta.dirname, '..', 'screens', 'asked-first-desk.png') })
    await end(visitor)
    await setting({
      form: { on: false, fields: { name: 'asked', mail: 'asked', phone: 'off', order: 'off' }, subjects: [] },
    })
  })
})
