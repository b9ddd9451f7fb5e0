import type { Browser } from 'playwright-core'
import type { DeskClient } from '../kit/desk-client.ts'
import { openDesk } from '../kit/open-desk.ts'
import { anOperator, type Operator } from '../kit/operator.ts'
import { ADMIN, type Product } from '../kit/product.ts'
import { aVisitor, type Visitor } from '../kit/visitor.ts'

/** One product and its people, started once; the chapters of the day follow upon each other and fill it. */
export interface Day {
  product: Product
  browser: Browser
  admin: DeskClient
  olga: Operator
  ivan: Operator
  lead: Operator
  admins: Operator
  visitor: Visitor
}

export const OFFER_MS = 20_000
/** What is looked for at the server first. */
export const FOUND = { timeout: 30_000 }

export const question = 'Печатаете ли вы логотип на футболках?'
export const button = (who: Operator, key: Parameters<Operator['say']>[0]) =>
  who.page.getByRole('button', { name: who.say(key), exact: true })
export const composer = (who: Operator) => who.page.getByRole('textbox', { name: who.say('composer.replyLabel') })
export const messages = (who: Operator) => who.page.getByRole('region', { name: who.say('conversation.messages') })

/** Fills the day with who is there. */
export async function begin(day: Day): Promise<void> {
  const desk = await openDesk({
    olga: { name: 'Ольга', role: 'operator', locale: 'ru' },
    ivan: { name: 'Иван', role: 'operator', locale: 'en', options: { bypassCSP: true } },
    lead: { name: 'Лев', role: 'lead', locale: 'ru', options: { bypassCSP: true } },
  })
  const { product, browser, admin } = desk
  Object.assign(day, { product, browser, admin, ...desk.people })
  day.admins = await anOperator(browser, product, 'en', ADMIN, { bypassCSP: true })
  day.visitor = await aVisitor(browser, product, 'ru')
}
