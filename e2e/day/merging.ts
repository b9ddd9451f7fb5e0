import { expect, it } from 'vitest'
import { violations } from '../kit/violations.ts'
import { aVisitor } from '../kit/visitor.ts'
import { button, composer, FOUND, messages, question, type Day } from './day.ts'

/** What is one matter though it was written twice, and the pause after solving. */
export function merging(day: Day): void {
  it('two conversations of one person go on in one, and are two again', async () => {
    const { olga, browser, product } = day
    const { page } = olga
    const asked = ['Подойдёт ли коврик для снега?', 'Писала с телефона про коврик']
    const ids: string[] = []
    const people = []
    for (const words of asked) {
      const one = await aVisitor(browser, product, 'ru')
      people.push(one)
      await one.ask(words)
      await one.toPerson()
      await one.panel.getByRole('button', { name: one.say('person.send') }).click()
      await olga.accept()
      await messages(olga).getByText(words).waitFor()
      ids.push(new URL(page.url()).pathname.split('/').at(-1) ?? '')
    }
    const [phone, laptop] = ids
    // Nothing is said of it until somebody knows that they are one person.
    expect(await page.locator('.also-open').count()).toBe(0)
    const joined = await page.request.post(`${product.helpCentre}/api/desk/conversations/${laptop}/visitor/joins`, {
      data: { conversationId: phone },
      headers: { origin: product.helpCentre, 'x-firstline': '1' },
    })
    expect(joined.ok(), await joined.text()).toBe(true)
    await olga.goTo(`/desk/inbox/mine/${laptop}`)
    await page.locator('.also-open', { hasText: asked[0] ?? '' }).waitFor(FOUND)
    expect(await violations(page)).toEqual([])
    await button(olga, 'merging.merge').click()
    const merged = page.locator('details.merged', { hasText: asked[0] ?? '' })
    await merged.waitFor()
    await messages(olga)
      .getByText(olga.say('event.merged').split('{')[0] ?? '')
      .waitFor()
    await page.locator('.list .row', { hasText: asked[0] ?? '' }).waitFor({ state: 'detached' })
    await merged.locator('summary').click()
    await merged.locator('.message-visitor', { hasText: asked[0] ?? '' }).waitFor()
    expect(await violations(page)).toEqual([])
    await olga.reply('Да, до минус двадцати.')
    await people[1]?.panel.getByText('Да, до минус двадцати.').waitFor()
    // Whoever writes in the other one has opened it again.
    await people[0]?.field().fill('А на камнях?')
    await people[0]?.field().press('Enter')
    await olga.accept()
    await messages(olga).getByText('А на камнях?').waitFor()
    await olga.goTo(`/desk/inbox/mine/${laptop}`)
    await button(olga, 'merging.merge').click()
    await merged.locator('summary').click()
    await button(olga, 'merging.part').click()
    await page.locator('.also-open', { hasText: asked[0] ?? '' }).waitFor()
    await page.locator('.list .row', { hasText: asked[0] ?? '' }).waitFor()
    for (const each of people) await each.close()
  })

  it('after solving nothing is offered for a while where the owner wants it so, until one key says otherwise', async () => {
    const { olga, admins } = day
    const wrapUp = async (seconds: string) => {
      await admins.goTo('/desk/settings')
      await admins.page.getByLabel(admins.say('wrapUp.seconds'), { exact: true }).fill(seconds)
      await button(admins, 'ui.save').click()
      await admins.page.getByText(admins.say('ui.saved')).waitFor()
    }
    await wrapUp('600')
    await composer(olga).waitFor()
    await olga.page.keyboard.press('Alt+KeyE')
    const dialog = olga.page.getByRole('dialog', { name: olga.say('solve.title') })
    await dialog.getByRole('button', { name: olga.say('solve.solve'), exact: true }).click()
    await olga.page.getByRole('timer').waitFor()
    expect(await violations(olga.page)).toEqual([])
    await olga.page.keyboard.press('Alt+KeyR')
    await olga.page.getByRole('timer').waitFor({ state: 'detached' })
    await wrapUp('0')
    // Back to what the day is about.
    await olga.goTo('/desk/inbox/mine')
    await olga.page.locator('.list .row', { hasText: question }).click()
    await composer(olga).waitFor()
  })
}
