import { expect, it } from 'vitest'
import { violations } from '../kit/violations.ts'
import { aVisitor } from '../kit/visitor.ts'
import { button, composer, FOUND, messages, question, type Day } from './day.ts'

/** Colleagues called, conversations passed on, drafts that survive it, and what solved them. */
export function passingOn(day: Day): void {
  it('a colleague is called by @ in a note, finds it under "For you", and has seen it once it is opened', async () => {
    const { olga, ivan } = day
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
    const { olga, ivan, visitor } = day
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
    const { ivan, lead, visitor } = day
    await lead.goTo(new URL(ivan.page.url()).pathname)
    await button(lead, 'conversation.takeOver').click()
    await composer(lead).waitFor()
    await ivan.page.getByText(ivan.say('conversation.theirs').replace('{name}', 'Лев')).waitFor()
    await visitor.panel.getByText(/Лев/).first().waitFor()
  })

  it('goes back to a group, to whom it is offered', async () => {
    const { admin, olga, lead } = day
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
    const { olga } = day
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
    await expect.poll(() => other.inputValue(), { timeout: 30_000 }).toBe('Первая вкладка')
    await other.fill('Вторая вкладка')
    await expect.poll(() => field.inputValue(), { timeout: 30_000 }).toBe('Вторая вкладка')
    await second.close()
    await field.fill('Вторая вкладка, и ещё')
    await olga.page.reload()
    await expect.poll(() => composer(olga).inputValue(), { timeout: 30_000 }).toBe('Вторая вкладка, и ещё')
    await composer(olga).fill('')
  })

  it('the words of the visitor join an answer that already says it', async () => {
    const { product, browser, olga, ivan } = day
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
    // Sent and solved in one go: the words arrive first.
    await composer(olga).fill('Курьер стоит 390 рублей и в воскресенье.')
    // What the library has for it comes after the dialog and moves none of its buttons.
    const looked = Promise.withResolvers<void>()
    const matching = /\/api\/desk\/match\?/
    await olga.page.route(matching, async (route) => {
      await looked.promise
      await route.continue()
    })
    await composer(olga).press('Control+Shift+Enter')
    await dialog.getByRole('heading', { name: olga.say('solve.title') }).waitFor()
    await again.panel.getByText('Курьер стоит 390 рублей и в воскресенье.').waitFor()
    const promote = dialog.getByRole('button', { name: olga.say('solve.solveAndPromote') })
    const before = await promote.boundingBox()
    looked.resolve()
    await dialog.locator('.solve-found > *').first().waitFor(FOUND)
    expect(await promote.boundingBox()).toEqual(before)
    await olga.page.unroute(matching)
    await promote.click()
    await dialog
      .getByRole('button', { name: olga.say('promote.addPhrasing') })
      .first()
      .click()
    await olga.page.getByText(olga.say('promote.phrasingAdded')).waitFor()
    await again.close()
  })
}
