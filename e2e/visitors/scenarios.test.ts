import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskClient } from '../kit/desk-client.ts'
import { openDesk } from '../kit/open-desk.ts'
import type { Operator } from '../kit/operator.ts'
import type { Product } from '../kit/product.ts'
import { widget } from '../kit/texts.ts'
import { aVisitor } from '../kit/visitor.ts'
import { violations } from '../kit/violations.ts'

const SOON = { timeout: 30_000 }
const SLOWLY = { timeout: 60_000 }

describe('invitations by scenario', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let lena: Operator
  beforeAll(async () => {
    const desk = await openDesk({ lena: { name: 'Lena', role: 'lead', locale: 'en', options: { bypassCSP: true } } })
    ;({ product, browser, admin } = desk)
    lena = desk.people.lena
    const site = (await (await admin.get('/api/desk/site')).json()) as Record<'invite' | 'watch', object>
    const saved = await admin.send('PUT', '/api/desk/site', {
      ...site,
      watch: { ...site.watch, on: true, asksFirst: false },
      invite: { on: true, quiet: ['/p/*'] },
    })
    expect(saved.status, await saved.text()).toBe(200)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })
  const walk = async (path: string) => {
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Asia/Tokyo' })
    const page = await context.newPage()
    await page.goto(product.demoShop + path)
    await page.locator('firstline-help .launcher').waitFor()
    return { page, context }
  }
  const card = (page: Page) => page.locator('firstline-help').getByRole('region')
  const inBothThemes = async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await lena.page.emulateMedia({ colorScheme })
      expect(await violations(lena.page)).toEqual([])
    }
  }

  it('are written as a sentence, shown as automatic, answered in a conversation, and counted', async () => {
    await lena.goTo('/desk/scenarios')
    await lena.page.getByText(lena.say('scenario.none')).waitFor()
    await lena.page.getByRole('button', { name: lena.say('scenario.new') }).click()
    const dialog = lena.page.getByRole('dialog')
    await dialog.getByLabel(lena.say('scenario.name'), { exact: true }).fill('Lingers')
    await dialog.getByLabel(lena.say('scenario.condition'), { exact: true }).selectOption('pageSeconds.atLeast')
    await dialog.getByLabel(lena.say('scenario.value'), { exact: true }).fill('3')
    await dialog.getByLabel(lena.say('scenario.text.ru')).fill('Помочь выбрать?')
    await dialog.getByLabel(lena.say('scenario.text.en')).fill('May I help you choose?')
    await dialog.getByLabel(lena.say('scenario.running')).check()
    await dialog.getByText(/has been on the page for 3 s or longer\./).waitFor()
    await dialog.getByText(/Now: 0 of 0 visitors would fit/).waitFor(SOON)
    await inBothThemes()
    await dialog.getByRole('button', { name: lena.say('scenario.more') }).click()
    await dialog.getByLabel(lena.say('scenario.condition'), { exact: true }).nth(1).selectOption('country.among')
    await dialog.getByLabel(lena.say('scenario.addCountry')).selectOption({ label: 'Japan' })
    await dialog.getByLabel(lena.say('scenario.addCountry')).selectOption({ label: 'Kazakhstan' })
    await dialog.getByText(/longer, and is in one of these countries: Japan, Kazakhstan\./).waitFor()
    await inBothThemes()
    await dialog.getByRole('button', { name: 'Remove Kazakhstan' }).click()
    if (process.env.SHOTS) await lena.page.screenshot({ path: `${process.env.SHOTS}/dialog.png` })
    await dialog.getByRole('button', { name: lena.say('scenario.save') }).click()
    await dialog.waitFor({ state: 'detached' })
    await inBothThemes()

    const quiet = await walk('/p/pereval-3?lang=en')
    const { page, context } = await walk('/?lang=en')
    await card(page).waitFor(SLOWLY)
    expect(await card(page).innerText()).toMatch(/Automatic message[\s\S]*May I help you choose\?/)
    expect(await violations(page)).toEqual([])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/card.png` })
    expect(await card(quiet.page).count()).toBe(0)
    await quiet.context.close()
    await card(page).getByRole('textbox').fill('A tent for two')
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: widget('en', 'panel.name') })
    await panel.getByText('A tent for two').waitFor(SOON)
    await panel.getByText('Automatic message').waitFor(SOON)
    await context.close()
    await expect
      .poll(async () => {
        await lena.page.reload()
        await lena.page.getByRole('heading', { name: 'Lingers' }).waitFor()
        return lena.page.locator('main').innerText()
      }, SLOWLY)
      .toMatch(/1 card seen: 1 answered, 0 closed[\s\S]*With the scenario: 1 visit, 1 with a conversation/)
    if (process.env.SHOTS) await lena.page.screenshot({ path: `${process.env.SHOTS}/page.png` })
  })

  it('put answers first, sort what is begun in their visit, and begin nothing where chat is switched off', async () => {
    const made = await admin.send('POST', '/api/desk/labels', { name: 'Tents', color: 'green', setBy: 'operators' })
    expect(made.status, await made.clone().text()).toBe(200)
    const dialog = lena.page.getByRole('dialog')
    const write = async (name: string, words: string, act: string, fill: () => Promise<void>, then: RegExp) => {
      await lena.page.getByRole('button', { name: lena.say('scenario.new') }).click()
      await dialog.getByLabel(lena.say('scenario.name'), { exact: true }).fill(name)
      await dialog.getByLabel(lena.say('scenario.condition'), { exact: true }).selectOption(words.split(' ')[0] ?? '')
      await dialog.getByLabel(lena.say('scenario.value'), { exact: true }).fill(words.split(' ')[1] ?? '')
      await dialog.getByLabel(lena.say('scenario.do'), { exact: true }).selectOption(act)
      await fill()
      await dialog.getByLabel(lena.say('scenario.running')).check()
      await inBothThemes()
      if (process.env.SHOTS) await lena.page.screenshot({ path: `${process.env.SHOTS}/${act}.png` })
      await dialog.getByRole('button', { name: lena.say('scenario.save') }).click()
      await dialog.waitFor({ state: 'detached' })
      await lena.page.getByText(then).waitFor()
    }
    await lena.goTo('/desk/scenarios')
    await write(
      'First answers',
      'path.among /p/*',
      'answers',
      async () => {
        await dialog.getByLabel(lena.say('scenario.answers'), { exact: true }).fill('return')
        await dialog.locator('.listbox-option').first().click()
      },
      /Then: put answers first in the panel\./,
    )
    await write(
      'Sorted',
      'path.among /p/*',
      'handle',
      async () => {
        await dialog.getByLabel(lena.say('scenario.group'), { exact: true }).fill('tents')
        await dialog.getByLabel(lena.say('priority.title'), { exact: true }).selectOption('2')
        await dialog.getByLabel('Tents').check()
      },
      /Then: ask the group “tents” first; priority: Urgent; labels: Tents\./,
    )
    await write(
      'Off',
      'source.among spam-ring',
      'chatOff',
      async () => {},
      /Then: begin no conversation; the library stays\./,
    )

    await lena.goTo('/desk/inbox/queue')
    await lena.available()
    const matched = (name: string) =>
      expect
        .poll(async () => {
          const { items } = (await (await admin.get('/api/desk/scenarios')).json()) as {
            items: { name: string; figures: { shown: { visits: number } } }[]
          }
          return items.find((one) => one.name === name)?.figures.shown.visits
        }, SLOWLY)
        .toBe(1)
    const vera = await aVisitor(browser, product, 'en', '/p/pereval-3?lang=en')
    await vera.open()
    await vera.panel.getByText(widget('en', 'home.suggested')).waitFor(SLOWLY)
    await vera.ask('Is there an elephant?')
    await vera.toPerson()
    await matched('Sorted')
    await vera.field().fill('A tent for three')
    await vera.field().press('Enter')
    await vera.panel.getByText('A tent for three').waitFor(SOON)
    const inLists = async () =>
      (await (await admin.get('/api/desk/conversations?perPage=100')).json()) as {
        items: { question: string; priority: number; labels?: string[] }[]
      }
    await expect
      .poll(async () => (await inLists()).items.find(({ question }) => question === 'A tent for three'), SOON)
      .toMatchObject({ priority: 2, labels: [expect.stringMatching(/^lbl_/)] })
    await vera.close()

    const spam = await aVisitor(browser, product, 'en', '/?lang=en&utm_source=spam-ring')
    await spam.ask('Is there an elephant?')
    await spam.toPerson()
    await matched('Off')
    await spam.field().fill('Buy my links')
    await spam.field().press('Enter')
    await spam.panel.getByText(widget('en', 'chat.blocked')).first().waitFor(SOON)
    if (process.env.SHOTS) await spam.page.screenshot({ path: `${process.env.SHOTS}/blocked.png` })
    expect((await inLists()).items.map(({ question }) => question)).not.toContain('Buy my links')
    await spam.close()
  })
})
