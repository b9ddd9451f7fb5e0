import { expect, it } from 'vitest'
import { violations } from '../kit/violations.ts'
import { button, composer, messages, question, type Day } from './day.ts'

/** What is marked and put off. */
export function marking(day: Day): void {
  it('has labels once a lead has made one: set by an operator, found by a lead', async () => {
    const { olga, lead } = day
    expect(await olga.page.locator('.labels-part, .label-filter').count()).toBe(0)
    await lead.goTo('/desk/labels')
    await button(lead, 'labels.new').click()
    await lead.page.getByLabel(lead.say('labels.name'), { exact: true }).fill('Логотип')
    await lead.page.getByRole('radio', { name: lead.say('labels.color.teal') }).check({ force: true })
    await button(lead, 'ui.save').click()
    await lead.page.locator('.label-card', { hasText: 'Логотип' }).waitFor()
    expect(await violations(lead.page)).toEqual([])
    // Her desk is open all the while.
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
    const { olga, visitor } = day
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
}
