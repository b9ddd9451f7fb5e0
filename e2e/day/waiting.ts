import { expect, it } from 'vitest'
import type { Operator } from '../kit/operator.ts'
import { button, composer, question, OFFER_MS, type Day } from './day.ts'

/** Who waits: offered, declined, moved up, missed, and taken from the queue. */
export function whoWaits(day: Day): void {
  it('an offer declined goes back to the queue, and can be taken after all', async () => {
    const { olga, lead, visitor } = day
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
    const { ivan, lead } = day
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
    const { ivan, lead } = day
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
    const { olga } = day
    await olga.goTo('/desk/inbox/queue')
    await olga.page.getByText(question).first().waitFor()
    await olga.page.keyboard.press('Alt+KeyJ')
    await button(olga, 'conversation.take').waitFor()
    await olga.page.keyboard.press('Control+Alt+Enter')
    await composer(olga).waitFor()
  })
}
