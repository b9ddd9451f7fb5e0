import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { violations } from '../kit/violations.ts'
import { button, composer, FOUND, question, type Day } from './day.ts'

/** What is to be done by a time. */
export function tasks(day: Day): void {
  it('a task is given to a colleague, calls at its time, and is done by one press', async () => {
    const { olga, ivan, lead, product } = day
    const text = 'Спросить поставщика о белых футболках'
    await composer(olga).waitFor()
    expect(await olga.page.locator('.tasks-part').count()).toBe(0)
    await olga.page.keyboard.press('Alt+KeyY')
    const dialog = olga.page.getByRole('dialog', { name: olga.say('tasks.add') })
    await dialog.getByLabel(olga.say('tasks.text')).fill(text)
    await dialog.getByLabel(olga.say('tasks.assignee')).selectOption({ label: 'Иван' })
    expect(await violations(olga.page)).toEqual([])
    await dialog.getByRole('button', { name: olga.say('tasks.save'), exact: true }).click()
    await olga.page.locator('.tasks-part .task', { hasText: text }).waitFor()
    await ivan.page.locator('a.rail-for-you').click()
    const given = ivan.page.locator('a.for-you-row', {
      hasText: ivan.say('forYou.task_given').replace('{name}', 'Ольга'),
    })
    await given.getByText(text).waitFor(FOUND)
    const database = new DatabaseSync(join(product.dataDir, 'firstline.db'), { timeout: 10_000 })
    database.prepare('update "tasks" set "dueAt" = ?').run(new Date(Date.now() - 60_000).toISOString())
    database.close()
    await ivan.page.locator('a.for-you-row', { hasText: ivan.say('forYou.task_due') }).waitFor(FOUND)
    // Whoever leads sees whose it is.
    await lead.goTo('/desk/for-you')
    await lead.page.getByLabel(lead.say('tasks.everyones')).check()
    await lead.page.locator('.tasks-list .task-late', { hasText: 'Иван' }).waitFor(FOUND)
    const row = ivan.page.locator('.tasks-list .task', { hasText: text })
    await row.locator('a', { hasText: question }).waitFor()
    expect(await violations(ivan.page)).toEqual([])
    await row.getByRole('button').click()
    await row.waitFor({ state: 'detached' })
    await button(ivan, 'ui.undo').last().click()
    await row.getByRole('button').click()
    await row.waitFor({ state: 'detached' })
    await olga.page.locator('.tasks-part').waitFor({ state: 'detached', ...FOUND })
    await lead.goTo('/desk/inbox')
  })
}
