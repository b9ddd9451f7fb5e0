import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { stillThere } from '../../server/visitors/automatic.ts'
import { violations } from '../kit/violations.ts'
import { aVisitor } from '../kit/visitor.ts'
import { button, composer, FOUND, messages, question, type Day } from './day.ts'

/** What is marked and put off. */
export function marking(day: Day): void {
  it('has labels once a lead has made one: set by an operator, found by a lead', async () => {
    const { olga, lead } = day
    expect(await olga.page.locator('.labels-part').count()).toBe(0)
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
    await button(lead, 'filter.title').click()
    await lead.page.getByLabel(lead.say('filter.label'), { exact: true }).selectOption({ label: 'Логотип' })
    await lead.page.getByRole('searchbox').fill('логотип')
    await lead.page.locator('.row', { hasText: question }).locator('.label-chip', { hasText: 'Логотип' }).waitFor()
    await lead.page.getByRole('searchbox').fill('')
    await button(lead, 'filter.showAll').click()
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

  it('whoever falls silent is reminded, then the conversation is closed and says why, where the owner wants it', async () => {
    const { admins, olga, product, browser } = day
    await admins.goTo('/desk/settings')
    await admins.page.getByLabel(admins.say('silence.on')).check()
    expect(await violations(admins.page)).toEqual([])
    await button(admins, 'ui.save').click()
    await admins.page.getByText(admins.say('ui.saved')).waitFor()
    const silent = await aVisitor(browser, product, 'ru')
    await silent.ask('Можно ли заказать вышивку на рюкзаке?')
    await silent.toPerson()
    await silent.panel.getByRole('button', { name: silent.say('person.send') }).click()
    await olga.accept()
    await olga.reply('Да, вышивку делаем за три дня.')
    await silent.panel.getByText('Да, вышивку делаем за три дня.').waitFor()
    // What was said lies that long back, and nobody has waited for it.
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
    const change = (set: string, ...values: string[]) => {
      const database = new DatabaseSync(join(product.dataDir, 'firstline.db'), { timeout: 10_000 })
      const { changes } = database
        .prepare(`update "conversations" set ${set} where "question" like '%вышивку%'`)
        .run(...values)
      database.close()
      expect(changes).toBe(1)
    }
    change('"lastAt" = ?', hoursAgo(2))
    await silent.panel.getByText(stillThere('ru')).waitFor(FOUND)
    await messages(olga).getByText(stillThere('ru')).waitFor()
    change('"lastAt" = ?, "remindedAt" = ?', hoursAgo(26), hoursAgo(25))
    await messages(olga).getByText(olga.say('event.solvedSilent')).waitFor(FOUND)
    await olga.page.locator('.list .row', { hasText: 'вышивку' }).waitFor({ state: 'detached' })
    await silent.close()
  })
}
