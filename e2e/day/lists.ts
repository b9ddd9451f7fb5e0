import { expect, it } from 'vitest'
import { violations } from '../kit/violations.ts'
import { aVisitor, type Visitor } from '../kit/visitor.ts'
import { button, composer, FOUND, question, type Day } from './day.ts'

/** Everyone’s, several at once, and what a list is narrowed to. */
export function lists(day: Day): void {
  const asked = ['Есть ли чехол на палатку?', 'Есть ли насос для коврика?']
  const visitors: Visitor[] = []

  it('a lead sees what colleagues hold, by person', async () => {
    const { olga, ivan, lead, browser, product } = day
    for (const words of asked) {
      const one = await aVisitor(browser, product, 'ru')
      visitors.push(one)
      await one.ask(words)
      await one.toPerson()
      await one.panel.getByRole('button', { name: one.say('person.send') }).click()
      await olga.accept()
      await olga.page.locator('.list .row', { hasText: words }).waitFor()
    }
    await lead.goTo('/desk/inbox/mine')
    await lead.page.locator('.tabs a[href="/desk/inbox/open"]').click()
    await lead.page.locator('.list-person', { hasText: 'Ольга' }).locator('.count', { hasText: '3' }).waitFor(FOUND)
    await lead.page.locator('.list .row', { hasText: question }).waitFor()
    expect(await violations(lead.page)).toEqual([])
    // Who leads nobody has no such list.
    await ivan.goTo('/desk/inbox/mine')
    await ivan.page.locator('.tabs a[href="/desk/inbox/solved"]').waitFor()
    expect(await ivan.page.locator('.tabs a[href="/desk/inbox/open"]').count()).toBe(0)
  })

  it('several are labelled, snoozed and solved at once, and taken back', async () => {
    const { olga } = day
    const { page } = olga
    const row = (words: string) => page.locator('.list .row', { hasText: words })
    const choose = async (menu: Parameters<typeof olga.say>[0], item: string | RegExp) => {
      await page
        .getByRole('toolbar')
        .getByRole('button', { name: olga.say(menu), exact: true })
        .click()
      await page.getByRole(menu === 'together.label' ? 'menuitemcheckbox' : 'menuitem', { name: item }).click()
    }
    await olga.goTo('/desk/inbox/mine')
    await row(asked[0] ?? '').waitFor(FOUND)
    await page.keyboard.press('Alt+KeyB')
    const box = (words: string) =>
      page.getByRole('checkbox', { name: olga.say('together.mark').replace('{question}', words) })
    for (const words of asked) await box(words).check()
    await page.locator('.together-count', { hasText: '2' }).waitFor()
    await choose('together.label', 'Логотип')
    for (const words of asked) await row(words).locator('.label-chip').waitFor(FOUND)
    await button(olga, 'ui.undo').last().click()
    for (const words of asked) await row(words).locator('.label-chip').waitFor({ state: 'detached' })

    await choose('together.snooze', new RegExp(`^${olga.say('snooze.choice.answer')}`))
    for (const words of asked) await row(words).waitFor({ state: 'detached' })
    await button(olga, 'ui.undo').last().click()
    for (const words of asked) await row(words).waitFor(FOUND)

    await row(asked[0] ?? '').waitFor()
    await page.keyboard.press('Alt+KeyB')
    for (const words of asked) await box(words).check()
    const solve = page.getByRole('toolbar').getByRole('button', { name: olga.say('together.solve') })
    await solve.click()
    await button(olga, 'ui.undo').last().click()
    for (const words of asked) expect(await box(words).isChecked()).toBe(true)
    await solve.click()
    for (const words of asked) await row(words).waitFor({ state: 'detached' })
    await olga.goTo('/desk/inbox/solved')
    for (const words of asked) await row(words).waitFor(FOUND)
    for (const one of visitors) await one.close()
  })

  it('a narrowed list is saved, shared, found by key, and taken away again', async () => {
    const { lead, olga } = day
    await lead.goTo('/desk/inbox/solved')
    await button(lead, 'filter.title').click()
    await lead.page.getByLabel(lead.say('filter.channel'), { exact: true }).selectOption('chat')
    await lead.page.getByLabel(lead.say('filter.days'), { exact: true }).selectOption('7')
    await lead.page.locator('.list .row', { hasText: asked[0] ?? '' }).waitFor(FOUND)
    await lead.page.getByLabel(lead.say('filter.rating'), { exact: true }).selectOption('bad')
    await lead.page.getByText(lead.say('filter.nothing')).waitFor()
    await lead.page.getByLabel(lead.say('filter.rating'), { exact: true }).selectOption('')
    expect(await violations(lead.page)).toEqual([])
    await button(lead, 'views.save').click()
    const dialog = lead.page.getByRole('dialog')
    await dialog.getByLabel(lead.say('views.name'), { exact: true }).fill('Неделя в чате')
    await dialog.getByLabel(lead.say('views.shared')).check()
    await dialog.getByRole('button', { name: lead.say('ui.save') }).click()
    await lead.page.getByRole('button', { name: 'Неделя в чате', pressed: true }).waitFor()

    await olga.goTo('/desk/inbox/mine')
    const shared = olga.page.getByRole('button', { name: 'Неделя в чате', exact: true })
    await shared.waitFor(FOUND)
    await olga.page.keyboard.press('Alt+BracketRight')
    await olga.page.waitForURL('**/desk/inbox/solved')
    await olga.page.getByRole('button', { name: 'Неделя в чате', pressed: true }).waitFor()
    await olga.page.locator('.list .row', { hasText: asked[1] ?? '' }).waitFor(FOUND)
    // What another shares is not theirs to change.
    expect(await olga.page.locator('.saved-views .more-menu').count()).toBe(0)

    await lead.page.locator('.saved-views .more-menu > button').click()
    await lead.page.getByRole('menuitem', { name: lead.say('views.remove') }).click()
    await lead.page.locator('.saved-views').waitFor({ state: 'detached' })
    await button(lead, 'ui.undo').last().click()
    await lead.page.getByRole('button', { name: 'Неделя в чате', exact: true }).waitFor()
    // Back to what the day is about.
    await lead.page.reload()
    await olga.goTo('/desk/inbox/mine')
    await olga.page.locator('.list .row', { hasText: question }).click()
    await composer(olga).waitFor()
  })
}
