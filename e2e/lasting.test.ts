import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setHours } from './kit/always-open.ts'
import { launchChromium } from './kit/chromium.ts'
import { addPerson, type DeskClient, signIn } from './kit/desk-client.ts'
import { anOperator, type Operator } from './kit/operator.ts'
import { type Product, startProduct } from './kit/product.ts'
import { aVisitor, type Visitor } from './kit/visitor.ts'

const OLGA = { email: 'olga@tropa.example', password: 'another-long-password' }

interface Listed {
  items: { id: string; question: string; state: string; lastSeq: number }[]
}

describe('nothing is lost', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let operator: Operator
  beforeAll(async () => {
    product = await startProduct({ env: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'help@tropa.example' } })
    browser = await launchChromium()
    admin = await signIn(product)
    await addPerson(product, admin, { email: OLGA.email, name: 'Ольга', role: 'operator' })
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })
  const listed = async (view: string) =>
    ((await (await admin.get(`/api/desk/conversations?view=${view}`)).json()) as Listed).items

  it('with nobody there the message is kept and waits on the desk', async () => {
    await setHours(admin, false)
    const visitor = await aVisitor(browser, product, 'ru')
    await visitor.ask('Печатаете ли вы логотип на футболках?')
    await visitor.toPerson()
    const { panel } = visitor
    await panel.getByLabel(visitor.say('form.mail')).fill('anna@')
    await panel.getByRole('button', { name: visitor.say('form.send') }).click()
    await panel.getByText(visitor.say('form.needMail')).waitFor()
    await panel.getByLabel(visitor.say('form.mail')).fill('anna@mail.example')
    await panel.getByRole('button', { name: visitor.say('form.send') }).click()
    await panel.getByText(visitor.say('waiting.kept')).first().waitFor()
    const [waiting, ...others] = await listed('waiting')
    expect(others).toEqual([])
    expect(waiting).toMatchObject({ state: 'waiting', question: 'Печатаете ли вы логотип на футболках?' })
    await visitor.close()
  })

  let visitor: Visitor
  const texts = async (page: Visitor['page']) => page.locator('[role=log]').innerText()

  it('what was typed survives a reload of the page', async () => {
    await setHours(admin, true)
    operator = await anOperator(browser, product, 'ru', OLGA)
    await operator.available()
    visitor = await aVisitor(browser, product, 'ru')
    await visitor.ask('Сколько весит ваш самый большой магнит?')
    await visitor.toPerson()
    await visitor.panel.getByRole('button', { name: visitor.say('person.send') }).click()
    await operator.accept()
    await visitor.panel.getByText(/Ольга/).first().waitFor()
    const field = visitor.panel.getByRole('textbox', { name: visitor.say('chat.write') })
    await field.fill('недописанная мысль')
    // The draft is kept a moment after the last key.
    await visitor.page.waitForTimeout(1_000)
    await visitor.page.reload()
    await expect
      .poll(() => visitor.panel.getByRole('textbox', { name: visitor.say('chat.write') }).inputValue(), {
        timeout: 30_000,
      })
      .toBe('недописанная мысль')
  })

  it('what the operator typed survives a reload of the desk', async () => {
    const field = operator.page.getByRole('textbox', { name: operator.say('composer.replyLabel') })
    await field.fill('Сейчас уточню на складе')
    await operator.page.waitForTimeout(1_500)
    await operator.page.reload()
    await expect
      .poll(() => operator.page.getByRole('textbox', { name: operator.say('composer.replyLabel') }).inputValue(), {
        timeout: 30_000,
      })
      .toBe('Сейчас уточню на складе')
  })

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'a restart (%s) in the middle of a conversation loses and doubles nothing',
    async (signal) => {
      const say = visitor.panel.getByRole('textbox', { name: visitor.say('chat.write') })
      const mark = `${signal}-${Date.now()}`
      await say.fill(`до перезапуска ${mark}`)
      await say.press('Enter')
      await operator.page.getByText(`до перезапуска ${mark}`).first().waitFor()
      const restarted = product.restart(signal)
      await visitor.page.waitForTimeout(300)
      for (const part of ['раз', 'два', 'три']) {
        await say.fill(`${part} ${mark}`)
        await say.press('Enter')
      }
      await operator.reply(`пишу, пока связи нет ${mark}`)
      await restarted
      for (const text of [`раз ${mark}`, `два ${mark}`, `три ${mark}`])
        await operator.page.getByText(text).first().waitFor({ timeout: 30_000 })
      await visitor.panel.getByText(`пишу, пока связи нет ${mark}`).first().waitFor({ timeout: 30_000 })
      const shown = await texts(visitor.page)
      for (const text of [`раз ${mark}`, `два ${mark}`, `три ${mark}`, `пишу, пока связи нет ${mark}`])
        expect(shown.split(text).length - 1, text).toBe(1)
      expect(shown.indexOf(`раз ${mark}`)).toBeLessThan(shown.indexOf(`два ${mark}`))
      expect(shown.indexOf(`два ${mark}`)).toBeLessThan(shown.indexOf(`три ${mark}`))
      await expect.poll(() => visitor.panel.getByText(visitor.say('chat.notSent')).count()).toBe(0)
      await expect.poll(() => visitor.panel.getByText(visitor.say('chat.sending')).count(), { timeout: 30_000 }).toBe(0)
    },
  )

  it('what was put off comes back after a crash, and is told of once', async () => {
    const id = new URL(operator.page.url()).pathname.split('/').at(-1)
    const own = await signIn(product, OLGA)
    // Whoever has the conversation open has seen what is told of it.
    await operator.goTo('/desk/account')
    const until = new Date(Date.now() + 3_000).toISOString()
    const put = await own.send('PUT', `/api/desk/conversations/${id}/snooze`, { snooze: { until } })
    expect(put.status).toBe(200)
    // It falls due about when nothing runs.
    await product.restart('SIGKILL')
    const woken = async () =>
      ((await (await own.get('/api/desk/for-you')).json()) as { items: { kind: string }[] }).items.filter(
        ({ kind }) => kind === 'woken',
      ).length
    await expect.poll(woken, { timeout: 30_000 }).toBe(1)
    const [mine] = ((await (await own.get('/api/desk/conversations?view=mine')).json()) as Listed).items
    expect(mine).toMatchObject({ id, state: 'active' })
    await product.restart('SIGKILL')
    expect(await woken()).toBe(1)
    await operator.page.locator('a.rail-for-you .count', { hasText: '1' }).waitFor({ timeout: 30_000 })
  })

  it('a second tab shows the same conversation', async () => {
    const second = await visitor.context.newPage()
    await second.goto(product.demoShop)
    await second
      .getByRole('button', { name: new RegExp(visitor.say('panel.name'), 'i') })
      .first()
      .click()
    await second
      .getByText(/до перезапуска SIGKILL/)
      .first()
      .waitFor({ timeout: 30_000 })
    await second.close()
  })

  it('a closed desk is soon no person to visitors', async () => {
    await operator.page.close()
    const online = async () =>
      (
        (await (await fetch(`${product.helpCentre}/api/widget/context?site=tropa&locale=ru`)).json()) as {
          availability: { online: boolean }
        }
      ).availability.online
    await expect.poll(online, { timeout: 30_000, interval: 200 }).toBe(false)
  })
})
