import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskClient } from './kit/desk-client.ts'
import { openDesk, PASSWORD } from './kit/open-desk.ts'
import { anOperator, type Operator } from './kit/operator.ts'
import { ADMIN, type Product } from './kit/product.ts'
import { violations } from './kit/violations.ts'
import { aVisitor, type Visitor } from './kit/visitor.ts'

const OFFER_MS = 20_000
/** What is looked for at the server first. */
const FOUND = { timeout: 30_000 }

describe('a day at the desk', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let olga: Operator
  let ivan: Operator
  let lead: Operator
  let admins: Operator
  let visitor: Visitor
  beforeAll(async () => {
    const desk = await openDesk({
      olga: { name: 'Ольга', role: 'operator', locale: 'ru' },
      ivan: { name: 'Иван', role: 'operator', locale: 'en', options: { bypassCSP: true } },
      lead: { name: 'Лев', role: 'lead', locale: 'ru', options: { bypassCSP: true } },
    })
    ;({ product, browser, admin } = desk)
    ;({ olga, ivan, lead } = desk.people)
    admins = await anOperator(browser, product, 'en', ADMIN, { bypassCSP: true })
    visitor = await aVisitor(browser, product, 'ru')
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const question = 'Печатаете ли вы логотип на футболках?'
  const button = (who: Operator, key: Parameters<Operator['say']>[0]) =>
    who.page.getByRole('button', { name: who.say(key), exact: true })
  const composer = (who: Operator) => who.page.getByRole('textbox', { name: who.say('composer.replyLabel') })
  const messages = (who: Operator) => who.page.getByRole('region', { name: who.say('conversation.messages') })

  it('an offer declined goes back to the queue, and can be taken after all', async () => {
    await olga.available()
    await visitor.ask(question)
    await visitor.toPerson()
    await visitor.panel.getByRole('button', { name: visitor.say('person.send') }).click()
    await button(olga, 'offers.accept').waitFor()
    await olga.page.keyboard.press('Alt+KeyX')
    await olga.page.getByText(olga.say('offers.declined')).waitFor()
    await button(olga, 'offers.accept').waitFor({ state: 'detached' })
    await button(lead, 'offers.accept').waitFor({ state: 'detached' })
    await lead.goTo('/desk/inbox/queue')
    await lead.page.getByText(question).first().waitFor()
  })

  it('who waits is moved up, and every desk sees why', async () => {
    const row = (who: Operator) => who.page.locator('.row', { hasText: question })
    await ivan.goTo('/desk/inbox/queue')
    await lead.page.keyboard.press('Alt+KeyJ')
    await button(lead, 'conversation.more').waitFor()
    await lead.page.keyboard.press('Alt+KeyU')
    await row(ivan).getByText(ivan.say('priority.1')).waitFor()
    await button(lead, 'conversation.more').press('Enter')
    await lead.page.keyboard.press('Enter')
    await row(ivan).getByText(ivan.say('priority.2')).waitFor()
    await button(lead, 'conversation.more').click()
    expect(await lead.page.getByRole('menuitemradio', { checked: true }).innerText()).toBe(
      lead.say('priority.choose.2'),
    )
    await lead.page.keyboard.press('Escape')
    await button(lead, 'ui.undo').last().click()
    await row(ivan).getByText(ivan.say('priority.1')).waitFor()
  })

  it('the second offer nobody answers sets the operator away and says so', async () => {
    await ivan.available()
    await button(ivan, 'offers.accept').waitFor()
    await ivan.page.getByText(ivan.say('presence.because.offer_unanswered')).waitFor({ timeout: 2 * OFFER_MS + 15_000 })
    expect(await ivan.page.getByRole('switch').getAttribute('aria-checked')).toBe('false')
    // The lead sees why, not only that.
    await lead.goTo('/desk/now')
    await lead.page.getByText(lead.say('now.because.offer_unanswered')).waitFor()
    await lead.page.locator('.figure', { hasText: '1' }).first().waitFor()
  })

  it('is taken from the queue by keyboard', async () => {
    await olga.goTo('/desk/inbox/queue')
    await olga.page.getByText(question).first().waitFor()
    await olga.page.keyboard.press('Alt+KeyJ')
    await button(olga, 'conversation.take').waitFor()
    await olga.page.keyboard.press('Control+Alt+Enter')
    await composer(olga).waitFor()
  })

  it('has labels once a lead has made one: set by an operator, found by a lead', async () => {
    expect(await olga.page.locator('.labels-part, .label-filter').count()).toBe(0)
    await lead.goTo('/desk/labels')
    await button(lead, 'labels.new').click()
    await lead.page.getByLabel(lead.say('labels.name'), { exact: true }).fill('Логотип')
    await lead.page.getByRole('radio', { name: lead.say('labels.color.teal') }).check({ force: true })
    await button(lead, 'ui.save').click()
    await lead.page.locator('.label-card', { hasText: 'Логотип' }).waitFor()
    expect(await violations(lead.page)).toEqual([])
    await olga.page.reload()
    await button(olga, 'labels.choose').press('Enter')
    await olga.page.getByRole('menuitemcheckbox', { name: 'Логотип', checked: false }).press('Enter')
    await olga.page.locator('.labels-on', { hasText: 'Логотип' }).waitFor()
    await lead.goTo('/desk/inbox/solved')
    await lead.page.getByLabel(lead.say('labels.filter')).selectOption({ label: 'Логотип' })
    await lead.page.getByRole('searchbox').fill('логотип')
    await lead.page.locator('.row', { hasText: question }).locator('.label-chip', { hasText: 'Логотип' }).waitFor()
    await lead.page.getByRole('searchbox').fill('')
    await button(lead, 'labels.showAll').click()
    await olga.page.locator('.label-off').click()
    await olga.page.getByText(olga.say('labels.none')).waitFor()
  })

  it('is put off: out of the way, back with one press, and back by itself once the visitor writes', async () => {
    const mine = olga.page.locator('.list .row', { hasText: question })
    const list = olga.page.locator('.tabs a[href="/desk/inbox/snoozed"]')
    const putOff = async (choice: 'snooze.choice.answer' | 'snooze.choice.tomorrow') => {
      await olga.page.keyboard.press('Alt+KeyZ')
      const dialog = olga.page.getByRole('dialog', { name: olga.say('snooze.title') })
      await dialog.getByRole('button', { name: new RegExp(`^${olga.say(choice)}`) }).click()
      await olga.page.waitForURL('**/desk/inbox/mine')
      await list.locator('.count', { hasText: '1' }).waitFor()
      await mine.waitFor({ state: 'detached' })
    }
    await olga.goTo(new URL(olga.page.url()).pathname.replace(/\/(queue|snoozed)\//, '/mine/'))
    await composer(olga).waitFor()
    await putOff('snooze.choice.answer')
    await button(olga, 'ui.undo').last().click()
    await mine.click()
    await list.waitFor({ state: 'detached' })
    await putOff('snooze.choice.tomorrow')
    await list.click()
    await mine.click()
    await visitor.field().fill('А на кепках печатаете?')
    await visitor.field().press('Enter')
    await list.locator('.count').waitFor({ state: 'detached' })
    await olga.page.locator('a.rail-for-you').click()
    const row = olga.page.locator('a.for-you-row', { hasText: olga.say('forYou.woken') })
    // A strict locator: two of them would be an error.
    await row.click()
    await messages(olga).getByText('А на кепках печатаете?').waitFor()
    await composer(olga).waitFor()
  })

  it('a template is inserted with the Russian layout too: the slash key writes a full stop there', async () => {
    const field = composer(olga)
    await field.focus()
    // What a Russian keyboard sends: the physical key of the slash, the letter of the layout.
    await field.evaluate((input: HTMLTextAreaElement) =>
      input.dispatchEvent(new KeyboardEvent('keydown', { code: 'Slash', key: '.', bubbles: true, cancelable: true })),
    )
    await olga.page.keyboard.insertText('.')
    await olga.page.locator('[role=option]').first().waitFor()
    // Faster than the list: what was typed counts, not what it still shows.
    await olga.page.keyboard.insertText('прив')
    await olga.page.keyboard.press('Enter')
    await expect.poll(() => field.inputValue(), FOUND).toMatch(/^Здравствуйте.*Ольга/)
    await field.fill('')
  })

  it('two slashes insert a link to an answer', async () => {
    const field = composer(olga)
    await field.pressSequentially('Смотрите: //доставк')
    await olga.page.locator('[role=option]').first().waitFor()
    await olga.page.keyboard.press('Enter')
    await expect.poll(() => field.inputValue(), FOUND).toMatch(/^Смотрите: .+ http:\/\/\S+\/ru\/\S+ $/)
    await field.fill('')
  })

  it('an own message is changed from the keyboard and deleted with an undo; the visitor sees the change', async () => {
    await olga.reply('Уточню завтро')
    await visitor.panel.getByText('Уточню завтро').waitFor()
    await composer(olga).focus()
    await olga.page.keyboard.press('ArrowUp')
    const edit = olga.page.getByRole('textbox', { name: olga.say('message.edit') })
    await edit.fill('Уточню завтра')
    await edit.press('Enter')
    await visitor.panel.getByText('Уточню завтра').waitFor()
    await olga.page.getByText(olga.say('message.edited')).waitFor()
    const bubble = messages(olga).locator('article', { hasText: 'Уточню завтра' })
    await bubble.hover()
    await bubble.getByRole('button', { name: olga.say('message.delete') }).click()
    await button(olga, 'ui.undo').last().click()
    await bubble.getByText('Уточню завтра').waitFor()
    await visitor.panel.getByText('Уточню завтра').waitFor()
  })

  it('a colleague is called by @ in a note, finds it under "For you", and has seen it once it is opened', async () => {
    await olga.page.keyboard.press('Alt+KeyP')
    const note = olga.page.getByRole('textbox', { name: olga.say('composer.noteLabel') })
    await note.pressSequentially('Спроси @ив')
    await olga.page
      .getByRole('listbox', { name: olga.say('mentions.label') })
      .getByText('Иван')
      .waitFor()
    await note.press('Enter')
    expect(await note.inputValue()).toBe('Спроси @Иван ')
    await note.press('Enter')
    await messages(olga).getByText('Спроси @Иван').waitFor()
    const place = ivan.page.locator('a.rail-for-you')
    await place.click()
    const row = ivan.page.locator('a.for-you-row', { hasText: ivan.say('forYou.mentioned').replace('{name}', 'Ольга') })
    await row.waitFor()
    expect(await violations(ivan.page)).toEqual([])
    await row.click()
    await messages(ivan).getByText('Спроси @Иван').waitFor()
    await place.locator('.count').waitFor({ state: 'detached' })
  })

  it('is passed on with a note, offered first to whom it can reach', async () => {
    await ivan.available()
    await olga.page.keyboard.press('Alt+KeyT')
    const dialog = olga.page.getByRole('dialog')
    await dialog.getByLabel(/Иван/).waitFor()
    await expect.poll(() => dialog.getByLabel(/Иван/).isChecked()).toBe(true)
    await dialog.getByRole('textbox').fill('Ждёт адрес мастерской')
    await dialog.getByRole('button', { name: olga.say('transfer.transfer') }).click()
    await olga.page.getByText(olga.say('transfer.doneTo').replace('{name}', 'Иван')).waitFor()
    await ivan.goTo('/desk/inbox/mine')
    await ivan.page.getByText(question).first().click()
    await messages(ivan).getByText('Ждёт адрес мастерской').waitFor()
    await composer(ivan).waitFor()
    expect(await visitor.panel.innerText()).not.toContain('Ждёт адрес мастерской')
  })

  it('a lead takes it over, and the operator is told who answers now', async () => {
    await lead.goTo(new URL(ivan.page.url()).pathname)
    await button(lead, 'conversation.takeOver').click()
    await composer(lead).waitFor()
    await ivan.page.getByText(ivan.say('conversation.theirs').replace('{name}', 'Лев')).waitFor()
    await visitor.panel.getByText(/Лев/).first().waitFor()
  })

  it('goes back to a group, to whom it is offered', async () => {
    const people = (await (await admin.get('/api/desk/people')).json()) as { items: { id: string; name: string }[] }
    const id = people.items.find((each) => each.name === 'Ольга')?.id
    await admin.send('PATCH', `/api/desk/people/${id}`, { skills: ['нанесение'] })
    await lead.page.keyboard.press('Alt+KeyT')
    const dialog = lead.page.getByRole('dialog')
    await dialog.getByLabel(/нанесение/).check()
    await dialog.getByRole('button', { name: lead.say('transfer.transfer') }).click()
    await olga.accept()
  })

  it('what is typed survives a second tab and a reload in the middle of a sentence', async () => {
    const field = composer(olga)
    await field.fill('Первая вкладка')
    // Two texts begun within one breath are both kept, and the person is asked: that is another test's.
    const kept = () =>
      olga.page.evaluate(() =>
        Object.keys(localStorage)
          .filter((key) => key.startsWith('firstline.desk.draft'))
          .map((key) => localStorage.getItem(key))
          .join(),
      )
    await expect.poll(kept).toMatch(/Первая вкладка.*"dirty":false/)
    const second = await olga.context.newPage()
    await second.goto(olga.page.url())
    const other = second.getByRole('textbox', { name: olga.say('composer.replyLabel') })
    await expect.poll(() => other.inputValue(), { timeout: 10_000 }).toBe('Первая вкладка')
    await other.fill('Вторая вкладка')
    await expect.poll(() => field.inputValue(), { timeout: 10_000 }).toBe('Вторая вкладка')
    await second.close()
    await field.fill('Вторая вкладка, и ещё')
    await olga.page.reload()
    await expect.poll(() => composer(olga).inputValue(), { timeout: 10_000 }).toBe('Вторая вкладка, и ещё')
    await composer(olga).fill('')
  })

  it('the words of the visitor join an answer that already says it', async () => {
    await olga.reply('Доставка курьером стоит 390 рублей.')
    await olga.page.keyboard.press('Alt+KeyE')
    const dialog = olga.page.getByRole('dialog')
    await dialog.getByPlaceholder(olga.say('solve.search')).fill('сколько стоит доставка')
    await dialog.getByText('Сколько стоит доставка?').click()
    await dialog.getByRole('button', { name: olga.say('solve.solve'), exact: true }).click()
    await olga.page.getByText(olga.say('solve.done')).waitFor()
    await ivan.page.getByRole('switch').click()
    const again = await aVisitor(browser, product, 'ru')
    await again.ask('почём курьер до двери в воскресенье вечером')
    await again.panel
      .getByRole('button', {
        name: new RegExp(
          `${again.say('outcome.person')}|${again.say('home.person')}|${again.say('person.leave')}|${again.say('home.back')}`,
        ),
      })
      .first()
      .click()
    await again.panel.getByRole('button', { name: again.say('person.send') }).click()
    await olga.accept()
    await olga.reply('Курьер стоит 390 рублей и в воскресенье.')
    await olga.page.keyboard.press('Alt+KeyE')
    await dialog.getByRole('button', { name: olga.say('solve.solveAndPromote') }).click()
    await dialog
      .getByRole('button', { name: olga.say('promote.addPhrasing') })
      .first()
      .click()
    await olga.page.getByText(olga.say('promote.phrasingAdded')).waitFor()
    await again.close()
  })

  it.each(['ru', 'en'] as const)(
    'hands out what is held of a visitor, and erases it only when that was meant, in %s',
    async (locale) => {
      const who = locale === 'ru' ? lead : admins
      const dialog = who.page.getByRole('dialog')
      await who.goTo('/desk/inbox/solved')
      const rows = who.page.locator('.row')
      await rows.first().click()
      await button(who, 'conversation.more').click()
      expect(await violations(who.page)).toEqual([])
      const [file] = await Promise.all([
        who.page.waitForEvent('download'),
        who.page.getByRole('menuitem', { name: who.say('privacy.export') }).click(),
      ])
      expect(file.suggestedFilename()).toMatch(/^vis_\w+\.json$/)
      const held = JSON.parse(readFileSync(await file.path(), 'utf8')) as {
        conversations: { question: string; messages: unknown[] }[]
      }
      expect(held.conversations[0]?.messages.length).toBeGreaterThan(1)
      const before = await rows.count()
      // The focus is back on the button: on by keyboard alone.
      await who.page.keyboard.press('Enter')
      await who.page.keyboard.press('ArrowUp')
      await who.page.keyboard.press('Enter')
      const now = dialog.getByRole('button', { name: who.say('privacy.eraseNow') })
      expect(await now.isDisabled()).toBe(true)
      await who.page.keyboard.press('Enter')
      expect(await violations(who.page)).toEqual([])
      expect(await rows.count()).toBe(before)
      await dialog.getByLabel(who.say('privacy.sure')).check()
      // Who changes what should go has agreed to something else.
      await dialog.getByText(who.say('privacy.whole')).click()
      expect(await now.isDisabled()).toBe(true)
      await dialog.getByLabel(who.say('privacy.sure')).check()
      await now.click()
      await dialog.waitFor({ state: 'hidden' })
      await expect.poll(() => rows.count()).toBe(before - 1)
      // The list hears of it before the request that erases is answered.
      await expect.poll(() => new URL(who.page.url()).pathname).toBe('/desk/inbox/solved')
    },
  )

  it('the log tells an admin who did it, and where it was tampered with', async () => {
    const entries = admins.page.locator('.audit li')
    await admins.goTo('/desk/people')
    await admins.page.getByRole('link', { name: admins.say('nav.audit') }).click()
    await admins.page.getByText(admins.say('audit.whole')).waitFor()
    await admins.page.getByLabel(admins.say('audit.kind')).selectOption('privacy')
    await expect.poll(() => entries.count()).toBe(4)
    await admins.page.getByLabel(admins.say('audit.person')).selectOption({ label: 'Лев' })
    await expect.poll(() => entries.count()).toBe(2)
    expect(await entries.first().innerText()).toMatch(
      new RegExp(`${admins.say('audit.act.conversation_erased')}[^]*${admins.say('audit.wholeVisitor.true')}[^]*Лев`),
    )
    // As somebody with the database in hand would.
    const database = new DatabaseSync(join(product.dataDir, 'firstline.db'))
    database.exec(`drop trigger "audit_refuses_update"; update "audit" set "actorName" = 'Ольга' where "seq" = 2`)
    database.close()
    await admins.goTo('/desk/audit')
    await admins.page.getByText(admins.say('audit.broken').replace('{seq}', '2')).waitFor()
    expect(await violations(admins.page)).toEqual([])
  })

  it('every key is listed, and a command is found by its name', async () => {
    await olga.page.keyboard.press('Escape')
    await olga.page.keyboard.press('Control+Slash')
    await olga.page.getByRole('dialog', { name: olga.say('keys.title') }).waitFor()
    await olga.page.keyboard.press('Escape')
    await olga.page.keyboard.press('Control+KeyK')
    await olga.page.locator('[role=combobox]').fill('профиль')
    await olga.page.keyboard.press('Enter')
    await olga.page.getByRole('heading', { name: olga.say('account.title') }).waitFor()
  })

  it('signing out elsewhere ends the other browser, and a closed access ends this one', async () => {
    const elsewhere = await anOperator(browser, product, 'ru', { email: 'olga@tropa.example', password: PASSWORD })
    await button(olga, 'account.signOutElsewhere').click()
    await olga.page.getByText(olga.say('account.signedOutElsewhere')).waitFor()
    await elsewhere.page.reload()
    await elsewhere.page.locator('input[type=email]').waitFor()
    await elsewhere.close()
    const people = (await (await admin.get('/api/desk/people')).json()) as { items: { id: string; name: string }[] }
    await admin.send('PATCH', `/api/desk/people/${people.items.find((each) => each.name === 'Ольга')?.id}`, {
      disabled: true,
    })
    await olga.page.locator('input[type=email]').waitFor()
  })
})
