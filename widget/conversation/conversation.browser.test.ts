import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../../e2e/kit/chromium.ts'
import type { DeskClient } from '../../e2e/kit/desk-client.ts'
import { type Product, startProduct } from '../../e2e/kit/product.ts'
import { axeFinds } from '../testing/axe.ts'
import { anOperator, type DeskOperator } from '../testing/desk.ts'
import { openShop, prepareSite, type Shop, type Visit, visit } from '../testing/shop.ts'

let product: Product
let shop: Shop
let browser: Browser
let operator: DeskOperator
let admin: DeskClient
let visitor: Visit
beforeAll(async () => {
  product = await startProduct({ env: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'help@tropa.example' } })
  shop = await openShop(product)
  admin = await prepareSite(product, shop, true)
  operator = await anOperator(product, admin)
  browser = await launchChromium()
})
afterAll(async () => {
  operator?.leave()
  await browser?.close()
  await shop?.close()
  await product?.stop()
})

/** Opens the panel, asks for a person and sends the first message; the operator accepts. */
async function talking(text = 'Do you have elephants?', before = async () => {}): Promise<string> {
  const { launcher, panel } = visitor
  await launcher.click()
  await panel.getByRole('button', { name: 'Chat with us' }).click()
  await panel.getByLabel('How can we help?').fill(text)
  await panel.getByRole('button', { name: 'Start chat' }).click()
  await before()
  const id = await operator.accept()
  await panel.getByText('joined the chat').waitFor()
  return id
}
const field = () => visitor.panel.getByRole('textbox', { name: 'Write a message' })
const say = async (text: string) => {
  await field().fill(text)
  await field().press('Enter')
}
const said = async (id: string) =>
  (await operator.messages(id)).filter((one) => one.author === 'visitor').map((one) => one.text)
const bubbles = ({ panel }: Visit) => panel.locator('.bubble').allInnerTexts()

describe('a conversation in the widget', () => {
  beforeEach(async () => {
    visitor = await visit(browser, shop)
  })
  afterEach(async () => {
    await visitor.context.close()
    await operator.free()
  })

  it('goes from the question to the end: typing, marks, links, rating, transcript', async () => {
    const { panel, page } = visitor
    const id = await talking()
    await operator.ask('typing:set', { conversationId: id, typing: true })
    await panel.getByText(/is\s+typing/).waitFor()
    await operator.say(id, 'No, but see [tents](https://tropa.example/t) and https://tropa.example/p.')
    await panel.getByRole('link', { name: 'tents' }).waitFor()
    expect(
      await panel
        .locator('.bubble a')
        .evaluateAll((all) => all.map((one) => [one.getAttribute('href'), one.getAttribute('rel')])),
    ).toEqual([
      ['https://tropa.example/t', 'noopener noreferrer nofollow ugc'],
      ['https://tropa.example/p', 'noopener noreferrer nofollow ugc'],
    ])
    await say('<b onclick=x>thank you</b>')
    await panel.getByText('Sent', { exact: true }).waitFor()
    const last = (await operator.messages(id)).at(-1)!
    expect(last.text).toBe('<b onclick=x>thank you</b>')
    await operator.ask('message:read', { conversationId: id, seq: last.seq })
    await panel.getByText('Read', { exact: true }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await operator.ask('conversation:solve', { conversationId: id })
    await panel.getByText('How did we do?').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await panel.locator('.stars label').nth(3).click()
    await panel.locator('.solved textarea').fill('Quick')
    await panel.locator('.solved form button').click()
    await panel.getByText('Thanks! We read every comment.').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'Download' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('tropa.txt')
    await panel.getByRole('button', { name: 'Ask something else' }).click()
    await panel.getByRole('searchbox').waitFor()
    expect((await visitor.complaints()).filter((one) => !/net::/.test(one))).toEqual([])
  })

  it('takes the search, the answers read and the page along', async () => {
    const { launcher, panel } = visitor
    await launcher.click()
    await panel.getByRole('searchbox').fill('how much is delivery')
    await panel.locator('.results .hit').first().click()
    await panel.getByRole('button', { name: 'No', exact: true }).click()
    await panel.getByRole('button', { name: 'Contact support' }).click()
    await panel.getByRole('button', { name: 'Start chat' }).click()
    const id = await operator.accept()
    const ack = await operator.ask('conversation:open', { conversationId: id, since: 0 })
    expect(ack).toMatchObject({
      ok: true,
      conversation: {
        packet: {
          searches: [{ text: 'how much is delivery', verdict: 'suggest' }],
          read: [{ question: 'How much does delivery cost?', helped: false }],
          page: { url: `${shop.origin}/`, title: 'A shop' },
        },
      },
    })
    await operator.ask('conversation:solve', { conversationId: id })
  })

  it('I1, I3, I5: what is written without a network says so, and arrives once and in order when it is back', async () => {
    const { panel, context } = visitor
    const id = await talking('first')
    await context.setOffline(true)
    for (const text of ['second', 'third']) await say(text)
    await panel.getByText('Sending…').first().waitFor()
    await panel.getByText(/No\s+connection/).waitFor()
    const waiting = panel.getByText('Will be sent when you are back online')
    await expect.poll(() => waiting.count(), { timeout: 12_000 }).toBe(2)
    await context.setOffline(false)
    await expect.poll(() => said(id), { timeout: 30_000 }).toEqual(['first', 'second', 'third'])
    await expect.poll(() => panel.getByText(/Not\s+sent|Sending|Will\s+be\s+sent/).count()).toBe(0)
    expect(await bubbles(visitor)).toEqual(['first', 'second', 'third'])
    await operator.ask('conversation:solve', { conversationId: id })
  })

  it('I8: unsent messages and the draft written without a network survive a reload', async () => {
    const { context, page, panel } = visitor
    const id = await talking('before')
    await context.setOffline(true)
    await say('written offline')
    await field().fill('half a thou')
    await page.waitForTimeout(250)
    await context.setOffline(false)
    await page.reload()
    await expect.poll(() => said(id)).toEqual(['before', 'written offline'])
    await expect.poll(() => field().inputValue()).toBe('half a thou')
    await panel.getByText('written offline').waitFor()
    await operator.ask('conversation:solve', { conversationId: id })
  })

  it('I2: an acknowledgement that is lost makes no second message', async () => {
    const { page, panel } = visitor
    let swallow = false
    await page.routeWebSocket(/\/api\/live/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((message) => server.send(message))
      server.onMessage((message) => {
        if (!swallow || String(message) === '2') socket.send(message)
      })
    })
    const id = await talking('one')
    swallow = true
    await say('two')
    await expect.poll(() => said(id)).toEqual(['one', 'two'])
    // Nobody answered in time: the widget hangs up, connects anew and finds that it has arrived.
    await panel
      .getByText(/^(Not\s+sent|Will\s+be\s+sent\s+when\s+you\s+are\s+back\s+online)$/)
      .waitFor({ timeout: 11_000 })
    swallow = false
    await expect.poll(() => panel.getByText(/Not\s+sent|Sending|Will\s+be\s+sent/).count(), { timeout: 15_000 }).toBe(0)
    await say('three')
    await expect.poll(() => said(id)).toEqual(['one', 'two', 'three'])
    expect(await bubbles(visitor)).toEqual(['one', 'two', 'three'])
    await operator.ask('conversation:solve', { conversationId: id })
  })

  it('I4: a gap in what was heard is filled from the database', async () => {
    const { page, panel } = visitor
    let drop = 0
    await page.routeWebSocket(/\/api\/live/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((message) => server.send(message))
      server.onMessage((message) => {
        if (String(message).includes('"message:created"') && drop > 0) drop--
        else socket.send(message)
      })
    })
    const id = await talking('hello')
    drop = 1
    await operator.say(id, 'lost on the way')
    await operator.say(id, 'heard')
    await panel.getByText('heard').waitFor()
    await expect.poll(() => bubbles(visitor)).toEqual(['hello', 'lost on the way', 'heard'])
    drop = 1
    await operator.say(id, 'lost again')
    await panel.getByRole('textbox', { name: 'Write a message' }).fill('my own')
    await page.keyboard.press('Enter')
    await expect.poll(() => bubbles(visitor)).toEqual(['hello', 'lost on the way', 'heard', 'lost again', 'my own'])
    await operator.ask('conversation:solve', { conversationId: id })
  })

  it('I4: an older state that was overtaken on its way is not shown', async () => {
    const { page, panel } = visitor
    let queued = ''
    let tell = (_message: string) => {}
    await page.routeWebSocket(/\/api\/live/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((message) => server.send(message))
      tell = (message) => socket.send(message)
      server.onMessage((message) => {
        if (/"conversation:changed".*"state":"queued"/.test(String(message))) queued ||= String(message)
        socket.send(message)
      })
    })
    // An operator who takes it at once would leave no older state to hear.
    const id = await talking('who is it?', () => expect.poll(() => queued).not.toBe(''))
    expect(queued).toContain(id)
    tell(queued)
    await operator.say(id, 'it is me')
    await panel.getByText('it is me').waitFor()
    expect(await panel.getByText(/You’re\s+(next|number|first)/).count()).toBe(0)
    await operator.ask('conversation:solve', { conversationId: id })
  })

  it('I4: a resync that the server refuses for the moment is asked again', async () => {
    const { page, panel } = visitor
    let refusals = 0
    await page.routeWebSocket(/\/api\/live/, (socket) => {
      const server = socket.connectToServer()
      server.onMessage((message) => socket.send(message))
      socket.onMessage((message) => {
        const asked = /^42\/visitor,(\d+)\["conversation:resync"/.exec(String(message))
        if (asked && refusals-- > 0)
          socket.send(`43/visitor,${asked[1]}[{"ok":false,"code":"unavailable","retryAfterMs":50}]`)
        else server.send(message)
      })
    })
    const id = await talking('still there?')
    refusals = 2
    await page.reload()
    await panel.getByText('still there?').waitFor()
    await operator.ask('conversation:solve', { conversationId: id })
  })

  it('shows one conversation in several tabs, with one draft that is never lost silently', async () => {
    const id = await talking('in the first tab')
    const second = await visit(browser, shop, { context: visitor.context })
    await second.launcher.click()
    await second.panel.getByText('in the first tab').waitFor()
    await operator.say(id, 'to both')
    await Promise.all([visitor, second].map(({ panel }) => panel.getByText('to both').waitFor()))
    const other = second.panel.getByRole('textbox', { name: 'Write a message' })
    await other.fill('begun in the second')
    await expect.poll(() => field().inputValue()).toBe('begun in the second')
    // Both written within one breath: the own stays, the other is offered.
    await Promise.all([field().fill('mine'), other.fill('yours')])
    await expect
      .poll(
        async () =>
          (await visitor.panel.getByText('You have a different draft').count()) +
          (await second.panel.getByText('You have a different draft').count()),
      )
      .toBeGreaterThan(0)
    await other.fill('sent from the second')
    await other.press('Enter')
    await visitor.panel.getByText('sent from the second').waitFor()
    // The first tab may have shown it as the other's draft already.
    await expect.poll(() => said(id)).toEqual(['in the first tab', 'sent from the second'])
    await operator.ask('conversation:solve', { conversationId: id })
  })

  it('counts what was not seen on the launcher, and says it', async () => {
    const { page, launcher } = visitor
    const id = await talking('hello')
    await page.keyboard.press('Escape')
    await operator.say(id, 'are you there?')
    await expect.poll(() => launcher.getAttribute('aria-label')).toBe('Help, new messages: 1')
    expect(await page.evaluate('Firstline.getStatus()')).toMatchObject({
      unread: 1,
      conversation: 'active',
      online: true,
    })
    await launcher.click()
    await visitor.panel.getByText('are you there?').waitFor()
    await expect.poll(() => page.evaluate('Firstline.getStatus().unread')).toBe(0)
    await operator.ask('conversation:solve', { conversationId: id })
  })

  it('I7: while everyone is busy offers a place in the queue, says which and how long, and mail at any moment', async () => {
    const { items } = (await (await admin.get('/api/desk/people')).json()) as { items: { id: string }[] }
    const capacity = async (places: number) =>
      expect((await admin.send('PATCH', `/api/desk/people/${items[0]?.id}`, { capacity: places })).status).toBe(200)
    await capacity(1)
    const id = await talking('the only place')
    const next = await visit(browser, shop)
    await next.launcher.click()
    await next.panel.getByText('Everyone is busy right now').waitFor()
    await next.panel.getByRole('button', { name: 'Chat with us' }).click()
    await next.panel.getByText(/You’re\s+next/).waitFor()
    expect(await axeFinds(next.page)).toEqual([])
    await next.panel.getByLabel('How can we help?').fill('I can wait')
    await next.panel.getByRole('button', { name: 'Start chat' }).click()
    // Before it begins the same words stand there, and the same button for a message.
    await next.panel.locator('.bubble', { hasText: 'I can wait' }).waitFor()
    await next.panel.getByText('You’re next').waitFor()
    // An address for the case that they leave costs no place; with one they may also stop waiting.
    const ifGone = next.panel.getByRole('button', { name: 'Reply by email if I leave' })
    await ifGone.click()
    await next.panel.getByRole('button', { name: 'Keep waiting' }).click()
    await ifGone.click()
    await next.panel.getByLabel('Your email').fill('next@mail.example')
    await next.page.keyboard.press('Enter')
    await next.panel.getByText('If you leave, we’ll reply to next@mail.example.').waitFor()
    await next.panel.getByText('You’re next').waitFor()
    expect(await axeFinds(next.page)).toEqual([])
    await next.panel.getByRole('button', { name: 'Reply by email instead' }).click()
    await next.panel.getByRole('button', { name: 'Keep waiting' }).click()
    await operator.ask('conversation:solve', { conversationId: id })
    const waited = await operator.accept()
    await next.panel.getByText('joined the chat').waitFor()
    await operator.ask('conversation:solve', { conversationId: waited })
    await capacity(5)
    await next.context.close()
  })

  it('a restart of the server in the middle loses nothing and doubles nothing', async () => {
    const id = await talking('before the restart')
    const restarted = product.restart('SIGKILL')
    await say('while it was down')
    await restarted
    await expect
      .poll(() => said(id).catch(() => []), { timeout: 15_000 })
      .toEqual(['before the restart', 'while it was down'])
    await expect.poll(() => visitor.panel.getByText(/Not\s+sent|Sending/).count(), { timeout: 10_000 }).toBe(0)
    expect(await bubbles(visitor)).toEqual(['before the restart', 'while it was down'])
    await operator.ask('conversation:solve', { conversationId: id })
  })

  it('forgets the visitor when the shop signs them out', async () => {
    const id = await talking('secret')
    await visitor.page.evaluate('Firstline.reset()')
    await visitor.panel.getByRole('searchbox').waitFor()
    expect(await visitor.page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    await operator.ask('conversation:solve', { conversationId: id })
  })
})
