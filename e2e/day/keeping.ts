import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { PASSWORD } from '../kit/open-desk.ts'
import { anOperator } from '../kit/operator.ts'
import { violations } from '../kit/violations.ts'
import { button, type Day } from './day.ts'

/** What is held of visitors, and what is kept of the desk’s own people. */
export function keeping(day: Day): void {
  it.each(['ru', 'en'] as const)(
    'hands out what is held of a visitor, and erases it only when that was meant, in %s',
    async (locale) => {
      const { lead, admins } = day
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
    const { product, admins } = day
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
    const { olga } = day
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
    const { product, browser, admin, olga } = day
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
}
