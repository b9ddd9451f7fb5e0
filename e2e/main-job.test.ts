import type { Locale } from '#shared'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDesk } from './kit/open-desk.ts'
import type { Operator } from './kit/operator.ts'
import type { Product } from './kit/product.ts'
import { aVisitor, type Visitor } from './kit/visitor.ts'

/** One story told in both languages: what is asked, what the operator writes, what the lead lets through. */
const STORY: Record<
  Locale,
  {
    typo: string
    known: RegExp
    unanswered: string
    template: string
    templateText: RegExp
    misspelled: string
    mended: string
    body: string
    category: string
    slug: string
  }
> = {
  ru: {
    typo: 'где мой закза',
    known: /Где\s+мой\s+заказ/,
    unanswered: 'Печатаете ли вы логотип на футболках?',
    template: 'hi',
    templateText: /Здравствуйте/,
    misspelled:
      'Логотипы на одежде мы не печатаем: такой услуги у нас нет. Обратитесь, пожалуста, в мастерскую нанесения.',
    mended: 'пожалуйста',
    body: 'Логотипы на одежде мы не печатаем: такой услуги у нас нет. Обратитесь, пожалуйста, в мастерскую нанесения.',
    category: 'shops-and-services',
    slug: 'logo-printing',
  },
  en: {
    typo: 'wher is my ordr',
    known: /Where\s+is\s+my\s+order/,
    unanswered: 'Do you print our logo on shirts?',
    template: 'hi',
    templateText: /Hello|Good|Hi/,
    misspelled:
      'We do not print logos on clothing: there is no such service in our shops. We recomend a local print workshop.',
    mended: 'recommend',
    body: 'We do not print logos on clothing: there is no such service in our shops. We recommend a local print workshop.',
    category: 'shops-and-services',
    slug: 'logo-printing',
  },
}

describe.each(['ru', 'en'] as const)('the main job in %s', (locale) => {
  const story = STORY[locale]
  let product: Product
  let browser: Browser
  let operator: Operator
  let lead: Operator
  let visitor: Visitor

  beforeAll(async () => {
    const desk = await openDesk({
      operator: { name: 'Ольга', role: 'operator', locale },
      lead: { name: 'Лев', role: 'lead', locale },
    })
    ;({ product, browser } = desk)
    ;({ operator, lead } = desk.people)
    visitor = await aVisitor(browser, product, locale)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  // What a failed step looked like, for the person who has to mend it.
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const [who, page] of [
      ['visitor', visitor.page],
      ['operator', operator.page],
      ['lead', lead.page],
    ] as const) {
      await page.screenshot({ path: join(import.meta.dirname, 'screens', `${locale}-${who}.png`) })
    }
  })

  it('a question with a typo gets its answer', async () => {
    const first = await aVisitor(browser, product, locale)
    await first.ask(story.typo)
    await first.panel.getByText(story.known).first().waitFor()
    await first.close()
  })

  it("stores nothing on the visitor's machine before first use, and sets no cookie", async () => {
    const fresh = await aVisitor(browser, product, locale)
    await fresh.page.waitForTimeout(500)
    expect(await fresh.context.cookies()).toEqual([])
    expect(await fresh.page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    await fresh.close()
  })

  it('a question nobody has answered is offered to a person who is really there', async () => {
    await operator.available()
    await visitor.ask(story.unanswered)
    await visitor.panel.getByText(visitor.say('results.none')).first().waitFor()
    await visitor.toPerson()
    await visitor.panel.getByText(visitor.say('person.here')).waitFor()
    expect(await visitor.field().inputValue()).toBe(story.unanswered)
    await visitor.panel.getByRole('button', { name: visitor.say('person.send') }).click()
    await visitor.panel.getByText(story.unanswered).first().waitFor()
  })

  it('the operator sees what was searched before a word is said', async () => {
    await operator.accept()
    const packet = operator.page.getByText(operator.say('packet.searched')).locator('..')
    await expect.poll(async () => packet.innerText()).toContain(story.unanswered)
    await visitor.panel.getByText(/Ольга/).first().waitFor()
  })

  it('inserts a template at the cursor by keyboard, with the placeholders filled', async () => {
    const field = operator.page.getByRole('textbox', { name: operator.say('composer.replyLabel') })
    await field.click()
    await operator.page.keyboard.type(`/${story.template}`)
    await operator.page.getByRole('option').first().waitFor()
    await operator.page.keyboard.press('Enter')
    await expect.poll(() => field.inputValue()).toMatch(story.templateText)
    expect(await field.inputValue()).toContain('Ольга')
    expect(await field.inputValue()).not.toMatch(/\{\{|\/hi/)
    await operator.page.getByRole('button', { name: operator.say('composer.send'), exact: true }).click()
    await visitor.panel.getByText(story.templateText).first().waitFor()
  })

  it("the reply that solves it reaches the visitor, and the visitor's thanks come back", async () => {
    await operator.reply(story.misspelled)
    await visitor.panel.getByText(story.misspelled.slice(0, 40)).first().waitFor()
    await visitor.field().fill('👍 https://tropa.example/help')
    await visitor.field().press('Enter')
    await operator.page.getByText('👍').first().waitFor()
  })

  it('a misspelled word stops the promotion until it is mended', async () => {
    const { page, say } = operator
    await page.getByRole('button', { name: say('conversation.solve'), exact: true }).click()
    await page.getByLabel(say('solve.lacks')).check()
    await page.getByRole('button', { name: say('solve.solveAndPromote') }).click()
    const dialog = page.getByRole('dialog')
    const submit = dialog.getByRole('button', { name: say('promote.submit') })
    await submit.waitFor()
    const body = dialog.getByRole('textbox', { name: say('answer.body') })
    await body.fill(story.misspelled)
    await dialog.locator('select').first().selectOption(story.category)
    await dialog.getByLabel(say('answer.slug')).fill(story.slug)
    await expect.poll(() => submit.isDisabled()).toBe(true)
    await body.fill(story.body)
    await expect.poll(() => submit.isDisabled()).toBe(false)
    await submit.click()
    await dialog.waitFor({ state: 'hidden' })
  })

  it('the visitor is told that it is solved and rates it', async () => {
    await visitor.panel.getByText(visitor.say('event.solved')).first().waitFor()
    await visitor.panel.locator('label:has(input[name=stars])').last().click()
    await visitor.panel
      .locator('.solved')
      .getByRole('button', { name: visitor.say('solved.rate') })
      .click()
    await visitor.panel.getByText(visitor.say('solved.thanks')).waitFor()
  })

  it('a lead approves, and a desk that stood open shows it by itself', async () => {
    await operator.goTo('/desk/library')
    const row = operator.page.locator('.answer-row', { hasText: story.unanswered })
    await row.getByText(operator.say('state.in_review')).waitFor()
    await lead.goTo('/desk/review')
    await lead.page.getByText(story.unanswered).first().click()
    const approve = lead.page.getByRole('button', { name: lead.say('review.approve') })
    await approve.waitFor()
    await approve.click()
    await row.getByText(operator.say('state.published')).waitFor()
    await lead.page.getByText(lead.say('review.approved')).first().waitFor()
  })

  it('its page is live, in the list of its category and in the sitemap', async () => {
    const url = `${product.helpCentre}/${locale}/${story.category}/${story.slug}`
    await expect.poll(async () => (await fetch(url)).status).toBe(200)
    const html = await (await fetch(url)).text()
    expect(html).toContain('application/ld+json')
    expect(await (await fetch(`${product.helpCentre}/${locale}/${story.category}`)).text()).toContain(story.slug)
    expect(await (await fetch(`${product.helpCentre}/sitemap.xml`)).text()).toContain(story.slug)
  })

  it("a third visitor asks in the second visitor's words and is answered at once", async () => {
    const third = await aVisitor(browser, product, locale)
    await third.ask(story.unanswered)
    const hit = third.panel.getByText(story.unanswered.replace(/\?$/, '')).first()
    await hit.waitFor()
    await third.panel
      .getByText(third.say('results.best'))
      .or(third.panel.getByText(third.say('outcome.question')))
      .first()
      .waitFor()
    await third.close()
  })
})
