import type { InterfaceLocale } from '#shared'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { addPerson, type DeskClient, signIn } from './desk-client.ts'
import { anOperator, type Operator } from './operator.ts'
import { type Product, startProduct } from './product.ts'

export const PASSWORD = 'another-long-password'

interface Colleague {
  name: string
  role: 'operator' | 'lead'
  locale: InterfaceLocale
  options?: BrowserContextOptions
}
export interface OpenDesk<Who extends string> {
  product: Product
  browser: Browser
  admin: DeskClient
  /** Each signed in, in a browser of their own; `<who>@tropa.example`. */
  people: Record<Who, Operator>
}

/** The whole product, open round the clock, with the people of a story at their desks. */
export async function openDesk<Who extends string>(
  colleagues: Record<Who, Colleague>,
  env: Record<string, string> = {},
): Promise<OpenDesk<Who>> {
  const product = await startProduct({ env })
  const browser = await launchChromium()
  const admin = await signIn(product)
  const people = {} as Record<Who, Operator>
  for (const [who, { name, role, locale, options }] of Object.entries(colleagues) as [Who, Colleague][]) {
    const email = `${who}@tropa.example`
    await addPerson(product, admin, { email, name, role })
    people[who] = await anOperator(browser, product, locale, { email, password: PASSWORD }, options)
  }
  return { product, browser, admin, people }
}
