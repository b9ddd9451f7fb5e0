import type { Page } from 'playwright-core'
import type { Operator } from '../kit/operator.ts'
import { type desk, pattern } from '../kit/texts.ts'

/** What the lead of a shop sees of the work of one operator: from the list of what a figure counts. */
export async function leadLooks(at: {
  anna: Operator
  olga: Operator
  expectNoViolation: (page: Page, what: string) => Promise<void>
}): Promise<void> {
  const { anna, olga, expectNoViolation } = at
  const { page } = anna
  // The journal says what happened, also that somebody looked into it.
  await page.getByRole('link', { name: /Работает\s+ли\s+маяк\s+зимой/ }).click()
  await page.getByText('Да, круглый год').first().waitFor()
  await anna.goTo('/desk/team/journal')
  const happened = (act: Parameters<typeof desk>[1]) => page.getByRole('row', { name: pattern(anna.say(act)) })
  await happened('journal.act.taken').filter({ hasText: 'Ольга' }).getByRole('link').waitFor()
  await happened('journal.act.read')
    .filter({ hasText: anna.say('journal.other.read').replace('{name}', 'Ольга') })
    .waitFor()
  await happened('journal.act.back').filter({ hasText: 'Ольга' }).waitFor()
  await expectNoViolation(page, 'the journal')
  await page.getByLabel(anna.say('journal.kind')).selectOption('visits')
  await page.getByRole('heading', { name: anna.say('journal.visits.title') }).waitFor()

  // What she solved is drawn and judged; she sees what was said, and answers.
  await olga.goTo('/desk/inbox/mine')
  await olga.page.getByRole('link', { name: /Работает\s+ли\s+маяк\s+зимой/ }).click()
  await olga.page.getByRole('button', { name: olga.say('conversation.solve'), exact: true }).click()
  const solving = olga.page.getByRole('dialog', { name: olga.say('solve.title') })
  await solving.getByRole('button', { name: olga.say('solve.solve'), exact: true }).click()
  await olga.page.getByText(olga.say('solve.done')).first().waitFor()
  await anna.goTo('/desk/team/quality')
  await page.getByRole('button', { name: anna.say('quality.draw') }).click()
  await page.locator('summary', { hasText: /Работает\s+ли\s+маяк\s+зимой/ }).click()
  for (const each of ['greeting', 'right', 'tone', 'spelling', 'solved'] as const)
    await page
      .getByRole('group', { name: anna.say(`quality.criterion.${each}`) })
      .getByText(anna.say('quality.verdict.yes'), { exact: true })
      .click()
  await page.getByLabel(anna.say('quality.comment')).fill('Коротко и верно')
  await expectNoViolation(page, 'judging a conversation')
  await page.getByRole('button', { name: anna.say('ui.save'), exact: true }).click()
  await page.getByRole('heading', { name: anna.say('quality.driftTitle') }).waitFor()
  await expectNoViolation(page, 'how it changes over weeks')
  await olga.goTo('/desk/reviews')
  await olga.page.getByText('Коротко и верно').waitFor()
  await olga.page.getByLabel(olga.say('reviews.reply')).fill('Спасибо')
  await olga.page.getByRole('button', { name: olga.say('reviews.send'), exact: true }).click()
  await olga.page.getByText(olga.say('reviews.said')).waitFor()
  await expectNoViolation(olga.page, 'what was said of one’s own')
  // Nothing was off the matter yet; a key of one's own says when something is.
  await anna.goTo('/desk/team/off-topic')
  await page.getByText(anna.say('offTopic.none')).waitFor()
  await page.goBack()
  await page.locator('summary', { hasText: /Работает\s+ли\s+маяк\s+зимой/ }).click()
  await page.getByRole('link', { name: anna.say('audit.seeConversation') }).click()
  await page.getByText('Да, круглый год').first().waitFor()
  await page.keyboard.press('Alt+KeyN')
  await page.getByText(anna.say('mark.done.off_topic')).waitFor()
  await anna.goTo('/desk/team/off-topic')
  await page.getByRole('heading', { name: anna.say('offTopic.title') }).waitFor()
  await expectNoViolation(page, 'off topic')
}
