import { expect, it } from 'vitest'
import { button, composer, messages, FOUND, type Day } from './day.ts'

/** What is written: templates, links, own messages changed. */
export function composing(day: Day): void {
  it('a template is inserted with the Russian layout too: the slash key writes a full stop there', async () => {
    const { olga } = day
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
    const { olga } = day
    const field = composer(olga)
    await field.pressSequentially('Смотрите: //доставк')
    await olga.page.locator('[role=option]').first().waitFor()
    await olga.page.keyboard.press('Enter')
    await expect.poll(() => field.inputValue(), FOUND).toMatch(/^Смотрите: .+ http:\/\/\S+\/ru\/\S+ $/)
    await field.fill('')
  })

  it('an own message is changed from the keyboard and deleted with an undo; the visitor sees the change', async () => {
    const { olga, visitor } = day
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
}
