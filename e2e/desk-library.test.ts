import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DeskClient } from './kit/desk-client.ts'
import { openDesk, PASSWORD } from './kit/open-desk.ts'
import type { Operator } from './kit/operator.ts'
import type { Product } from './kit/product.ts'
import { aVisitor } from './kit/visitor.ts'

const UNDO_MS = 6_000
const SLOW = { timeout: 30_000 }

interface Listed {
  id: string
  question: string
  revision: number
  state: string
}

describe('the library at the desk', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let olga: Operator
  let lead: Operator
  let draftId = ''
  beforeAll(async () => {
    const desk = await openDesk({
      olga: { name: 'Ольга', role: 'operator', locale: 'ru' },
      lead: { name: 'Лев', role: 'lead', locale: 'ru' },
    })
    ;({ product, browser, admin } = desk)
    ;({ olga, lead } = desk.people)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const [who, of] of [
      ['olga', olga],
      ['lead', lead],
    ] as const)
      await of.page.screenshot({ path: join(import.meta.dirname, 'screens', `library-${who}.png`) })
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const body = (who: Operator) => who.page.getByRole('textbox', { name: who.say('answer.body'), exact: true })
  const answerOf = async (id: string) =>
    ((await (await admin.get(`/api/desk/answers/${id}`)).json()) as { answer: Listed }).answer
  const page = async (path: string) => (await fetch(product.helpCentre + path)).status

  it('a gap becomes an answer, from the question a visitor asked', async () => {
    const visitor = await aVisitor(browser, product, 'ru')
    await visitor.ask('Печатаете ли вы логотип на футболках?')
    await visitor.panel.getByText(visitor.say('results.none')).first().waitFor()
    await visitor.close()
    await olga.goTo('/desk/growth/gaps')
    await olga.page.getByText('Печатаете ли вы логотип на футболках?').first().waitFor()
    await olga.page
      .getByRole('link', { name: olga.say('gaps.write') })
      .first()
      .click()
    await expect
      .poll(() => olga.page.getByRole('textbox', { name: olga.say('answer.question'), exact: true }).inputValue())
      .toBe('Печатаете ли вы логотип на футболках?')
    await body(olga).fill('Логотипы на одежде мы не печатаем. Обратитесь в мастерскую нанесения.')
    await olga.page.getByLabel(olga.say('answer.category')).selectOption('shops-and-services')
    await olga.page.keyboard.press('Control+Enter')
    await olga.page.getByText(olga.say('editor.done.submit')).waitFor()
    draftId = new URL(olga.page.url()).pathname.split('/').at(-1) ?? ''
    expect((await answerOf(draftId)).state).toBe('in_review')
  })

  it('comes back with a comment, which stands above the text', async () => {
    await lead.goTo(`/desk/review/${draftId}`)
    await lead.page.getByText('Магазины и услуги').first().waitFor()
    await lead.page.keyboard.press('Alt+KeyP')
    await lead.page.getByRole('textbox', { name: lead.say('review.comment') }).fill('Назовите мастерскую')
    await button(lead.page, lead.say('review.return')).click()
    await lead.page.getByText(lead.say('review.returned')).waitFor()
    await olga.page.getByText('Назовите мастерскую').first().waitFor(SLOW)
    await body(olga).fill('Логотипы на одежде мы не печатаем. Обратитесь в мастерскую «Оттиск».')
    await button(olga.page, olga.say('editor.submit')).click()
    // Not by the word that it was done: that of the first time may still stand there.
    await expect.poll(async () => (await answerOf(draftId)).state, SLOW).toBe('in_review')
    await lead.page.getByRole('link', { name: /Печатаете ли вы логотип/ }).click()
    // Before it can be approved: what was said of it, and what visitors' past questions would get.
    await lead.page.getByText(lead.say('review.earlier')).waitFor()
    const gained = lead.page.locator('.foreseen-gained')
    await gained.locator('summary').click()
    await gained.getByText('Печатаете ли вы логотип на футболках?').first().waitFor()
    await lead.page.getByText(lead.say('review.amend'), { exact: true }).click()
    await body(lead).fill('Логотипы на одежде мы не печатаем. Обратитесь в мастерскую «Оттиск» или к «Печатнику».')
    const approve = button(lead.page, lead.say('review.approveAmended'))
    await expect.poll(() => approve.isEnabled(), SLOW).toBe(true)
    await lead.page.screenshot({ path: join(import.meta.dirname, 'screens', 'review-1280.png'), fullPage: true })
    await approve.click()
    await lead.page.getByText(lead.say('review.approved')).waitFor()
    const { items } = (await (await admin.get(`/api/desk/answers/${draftId}/revisions`)).json()) as {
      items: { act: string; author: { name: string } }[]
    }
    expect(items[0]).toMatchObject({ act: 'amended', author: { name: 'Лев' } })
    expect((await answerOf(draftId)) as Listed & { author: object }).toMatchObject({
      state: 'published',
      author: { name: 'Ольга' },
    })
  })

  it('tells its author what became of it, and counts that until it is looked at', async () => {
    const place = olga.page.locator('a.rail-for-you')
    await expect.poll(() => place.locator('.count').innerText(), SLOW).toMatch(/^2/)
    await place.click()
    const rows = olga.page.locator('a.for-you-row', { hasText: 'Печатаете ли вы логотип' })
    await expect.poll(() => rows.count(), SLOW).toBe(2)
    await rows.first().click()
    await olga.page.waitForURL(`**/desk/library/${draftId}`)
    await expect.poll(() => place.locator('.count').innerText(), SLOW).toMatch(/^1/)
    await place.click()
    await button(olga.page, olga.say('forYou.readAll')).click()
    await place.locator('.count').waitFor({ state: 'detached' })
  })

  it('closes the gap once it is published', async () => {
    await lead.goTo('/desk/growth/gaps')
    await lead.page.getByText(lead.say('gaps.empty')).waitFor()
  })

  it('two people in one answer: nothing is overwritten before it was looked at', async () => {
    await olga.goTo(`/desk/library/${draftId}`)
    await lead.goTo(`/desk/library/${draftId}`)
    await body(lead).fill('Логотипы на одежде мы не печатаем. Помогут в «Оттиске» или в любой мастерской.')
    await body(olga).fill('Логотипы на одежде мы не печатаем и не вышиваем.')
    await lead.page.keyboard.press('Control+KeyS')
    await lead.page.getByText(lead.say('ui.saved')).waitFor()
    await button(olga.page, olga.say('ui.save')).click()
    await olga.page.getByText(olga.say('editor.conflict')).waitFor()
    await button(olga.page, olga.say('editor.seeTheirs')).click()
    await olga.page.locator('ins').first().waitFor()
    expect(await body(olga).inputValue()).toContain('не вышиваем')
    await button(olga.page, olga.say('editor.saveMine')).click()
    await olga.page.getByText(olga.say('ui.saved')).waitFor()
  })

  it('an old text comes back as a draft; what visitors read stays', async () => {
    await lead.goTo(`/desk/library/${draftId}`)
    const history = lead.page.locator('.history')
    await history.getByText(lead.say('act.approved')).first().click()
    await history.getByRole('button', { name: lead.say('editor.restore') }).click()
    await expect.poll(() => body(lead).inputValue(), SLOW).toContain('«Оттиск»')
    await lead.page.getByText(lead.say('state.stillLive')).first().waitFor()
  })

  it('retiring can be taken back without losing the approval, and else happens', async () => {
    const all = (await (
      await admin.get('/api/desk/answers?state=published&locale=ru&text=оплатить+частями&perPage=5')
    ).json()) as { items: (Listed & { category: string; slug: string })[] }
    const one = all.items[0]
    if (!one) throw new Error('nothing to retire')
    const path = `/ru/${one.category}/${one.slug}`
    // What visitors would miss is said before.
    const retire = async () => {
      await button(lead.page, lead.say('editor.retire')).click()
      await button(lead.page, lead.say('foresight.retire')).click()
    }
    await lead.goTo(`/desk/library/${one.id}`)
    await retire()
    await button(lead.page, lead.say('ui.undo')).click()
    await button(lead.page, lead.say('editor.retire')).waitFor()
    expect(await page(path)).toBe(200)
    await retire()
    await expect.poll(() => page(path), { timeout: UNDO_MS + 6_000 }).not.toBe(200)
  })

  it('an answer whose time is over is shown nowhere, stands on the lead’s board, and goes on when they say so', async () => {
    const all = (await (
      await admin.get('/api/desk/answers?state=published&locale=ru&audience=public&text=доставка&perPage=5')
    ).json()) as { items: (Listed & { category: string; slug: string })[] }
    const one = all.items[0]
    if (!one) throw new Error('nothing about delivery')
    const path = `/ru/${one.category}/${one.slug}`
    expect(await page(path)).toBe(200)
    await lead.goTo(`/desk/library/${one.id}`)
    await lead.page.locator('summary', { hasText: lead.say('care.title') }).click()
    await lead.page.getByLabel(lead.say('answer.validUntil')).fill('2026-01-31')
    await lead.page.getByLabel(lead.say('answer.owner')).fill('Отдел логистики')
    await lead.page.screenshot({ path: join(import.meta.dirname, 'screens', 'validity-1280.png'), fullPage: true })
    await button(lead.page, lead.say('ui.save')).click()
    await lead.page.getByText(lead.say('care.saved')).waitFor()
    await expect.poll(() => page(path), SLOW).not.toBe(200)
    expect(await answerOf(one.id)).toMatchObject({ state: 'published', validUntil: '2026-01-31' })
    await lead.goTo('/desk/growth/gaps')
    const row = lead.page.locator('.due-row', { hasText: one.question })
    await row.getByText('Отдел логистики').waitFor()
    await lead.page.screenshot({ path: join(import.meta.dirname, 'screens', 'due-1280.png'), fullPage: true })
    await row.getByRole('button', { name: lead.say('care.keep') }).click()
    await row.waitFor({ state: 'detached' })
    await expect.poll(() => page(path), SLOW).toBe(200)
    // An operator has no such board.
    await olga.goTo('/desk/growth/gaps')
    await olga.page.getByRole('heading', { name: olga.say('nav.growth') }).waitFor()
    expect((await olga.page.request.get(`${product.helpCentre}/api/desk/due-answers`)).status()).toBe(403)
  })

  it('an operator asks for a word, the lead adds it, and the speller knows it', async () => {
    const check = async () =>
      (
        (await (await admin.send('POST', '/api/desk/spelling/check', { text: 'Возьмите штормовуха.' })).json()) as {
          words: unknown[]
        }
      ).words.length
    await expect.poll(check, SLOW).toBe(1)
    await olga.goTo('/desk/library/new')
    await body(olga).fill('Возьмите штормовуха. ')
    await olga.page.locator('.mark-spelling').waitFor(SLOW)
    await olga.page.keyboard.press('Alt+KeyS')
    await olga.page.getByRole('option', { name: olga.say('spelling.add').replace('{word}', 'штормовуха') }).click()
    await olga.page.getByText(olga.say('spelling.asked').replace('{word}', 'штормовуха')).waitFor()
    await body(olga).fill('')
    await lead.goTo('/desk/growth/words')
    await lead.page.getByText('штормовуха').waitFor()
    await lead.page
      .getByRole('listitem')
      .filter({ hasText: 'штормовуха' })
      .getByRole('button', { name: lead.say('words.approve') })
      .click()
    await lead.page.reload()
    await expect.poll(check, SLOW).toBe(0)
  })

  it('synonyms are added and taken back', async () => {
    await lead.goTo('/desk/growth/synonyms')
    await lead.page.getByPlaceholder(lead.say('synonyms.placeholder')).fill('рюкзак, котомка')
    await expect.poll(() => button(lead.page, lead.say('ui.add')).isEnabled(), SLOW).toBe(true)
    await lead.page.keyboard.press('Enter')
    await lead.page.getByText('котомка').waitFor()
    await lead.page.getByRole('button', { name: /котомка/ }).click()
    await button(lead.page, lead.say('ui.undo')).click()
    await lead.page.getByText('котомка').waitFor()
    expect(JSON.stringify(await (await admin.get('/api/desk/matching/synonyms')).json())).toContain('котомка')
  })

  it('a threshold shows what would change before it changes', async () => {
    await lead.goTo('/desk/growth/thresholds')
    const slider = lead.page.getByRole('slider').first()
    await slider.waitFor()
    await slider.fill('0.95')
    await lead.page
      .getByText(lead.say('try.answer'))
      .first()
      .or(lead.page.getByText(lead.say('thresholds.rightAnswer')).first())
      .first()
      .waitFor(SLOW)
    await button(lead.page, lead.say('ui.save')).click()
    await lead.page.getByText(lead.say('thresholds.source.lead')).waitFor()
    await button(lead.page, lead.say('thresholds.compute')).click()
    await lead.page.getByText(lead.say('thresholds.source.lead')).waitFor({ state: 'detached' })
  })

  it('a lead steers who takes what: fewer at once, another group, away; and the operator is told', async () => {
    const me = async () => {
      const { operators } = (await (await admin.get('/api/desk/now')).json()) as {
        operators: {
          name: string
          capacity: number
          skills: string[]
          available: boolean
          setAwayBecause: string | null
        }[]
      }
      return operators.find(({ name }) => name === 'Ольга')
    }
    await olga.goTo('/desk/inbox/queue')
    await olga.available()
    await expect.poll(async () => (await me())?.available, SLOW).toBe(true)
    await lead.goTo('/desk/now')
    const steer = async () => {
      await lead.page.getByRole('button', { name: lead.say('steer.of').replace('{name}', 'Ольга') }).click()
      return lead.page.getByRole('dialog')
    }
    const dialog = await steer()
    await dialog.getByLabel(lead.say('steer.capacity')).fill('2')
    await dialog.getByLabel(lead.say('steer.skills')).fill('возврат, доставка')
    await lead.page.screenshot({ path: join(import.meta.dirname, 'screens', 'steering-1280.png') })
    await dialog.getByRole('button', { name: lead.say('ui.save') }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await me()).toMatchObject({ capacity: 2, skills: ['возврат', 'доставка'], available: true })
    await (await steer()).getByRole('button', { name: lead.say('steer.away') }).click()
    await expect.poll(async () => (await me())?.setAwayBecause, SLOW).toBe('by_lead')
    await olga.page.getByText(olga.say('presence.because.by_lead')).first().waitFor(SLOW)
    // Nobody else steers.
    const { items } = (await (await admin.get('/api/desk/people')).json()) as { items: { id: string; name: string }[] }
    const id = items.find(({ name }) => name === 'Лев')?.id
    const asked = await olga.page.request.patch(`${product.helpCentre}/api/desk/people/${id}/duty`, {
      data: { away: true },
      headers: { 'x-firstline': '1', origin: product.helpCentre },
    })
    expect(asked.status()).toBe(403)
  })

  it('the second step has a picture for the camera', async () => {
    await olga.goTo('/desk/account')
    const form = olga.page.locator('section', {
      has: olga.page.getByRole('heading', { name: olga.say('account.secondStep') }),
    })
    await form.locator('input[type=password]').fill(PASSWORD)
    await button(olga.page, olga.say('account.totpEnable')).click()
    await olga.page.getByRole('img', { name: olga.say('account.totpQr') }).waitFor()
    expect(await olga.page.locator('.qr-code path').getAttribute('d')).toMatch(/^M4 4h1v1h-1z/)
  })
})
