import type { Locale } from '#shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Library } from '../../library.ts'
import { demoLibrary } from '../../testing/demo-library.ts'
import type { Answer } from '../answer.ts'

/**
 * Related answers of two subjects that neither links to the other, read and found right. Whoever adds one reads it first:
 * `category/slug > category/slug`.
 */
const READ_AND_RIGHT = new Set([
  'products/kvarno-storm-3l-care > technical-help/jacket-care',
  'products/lumbra-h400-care > technical-help/torch-not-charging',
  'products/ochag-solo-care > technical-help/stove-weak-flame',
  'technical-help/jacket-care > products/kvarno-storm-3l-care',
  'technical-help/stove-weak-flame > products/ochag-solo-care',
  'technical-help/torch-not-charging > products/lumbra-cell-30-care',
  'technical-help/torch-not-charging > products/lumbra-h400-care',
])
const MOST = 4

describe('related answers of the demo library', () => {
  let library: Library
  let close: () => Promise<void>
  const kinds = new Map<string, string>()

  beforeAll(async () => {
    ;({ library, close } = await demoLibrary())
    for (const { sku, category } of (await library.find.products('tropa', 'en')).items) kinds.set(sku, category)
  }, 300_000)
  afterAll(() => close())

  const all = async (locale: Locale) => {
    const found: Answer[] = []
    for (let page = 1, more = true; more; page++) {
      const { items } = await library.find.list({ site: 'tropa', locale, page, perPage: 100 })
      found.push(...items.filter(({ audience }) => audience === 'public'))
      more = items.length === 100
    }
    return found
  }
  const pathOf = ({ category, slug }: Pick<Answer, 'category' | 'slug'>) => `${category}/${slug}`
  const links = (from: Answer, to: Answer) => library.find.linked(from).some(({ id }) => id === to.id)
  const ofSubject = (one: Answer, other: Answer) =>
    one.products.length + other.products.length === 0
      ? one.category === other.category
      : one.products.some((sku) => other.products.some((another) => kinds.get(sku) === kinds.get(another)))

  it.each(['ru', 'en'] as const)('are of the subject, linked, or read and found right (%s)', async (locale) => {
    const answers = await all(locale)
    const byId = new Map(answers.map((answer) => [answer.id, answer]))
    const unread: string[] = []
    let without = 0
    for (const from of answers) {
      const related = await library.find.related(from.id, MOST)
      expect(related.length).toBeLessThanOrEqual(MOST)
      if (related.length === 0) without++
      for (const hit of related) {
        const to = byId.get(hit.id)!
        expect([to.id !== from.id, to.locale, hit.score > 0 && hit.score <= 1]).toEqual([true, locale, true])
        const pair = `${pathOf(from)} > ${pathOf(to)}`
        if (!ofSubject(from, to) && !links(from, to) && !links(to, from) && !READ_AND_RIGHT.has(pair)) unread.push(pair)
      }
    }
    expect(unread).toEqual([])
    expect(without).toBeLessThan(answers.length / 20)
  })

  it.each([
    ['ru', 'delivery/delivery-cost', 'delivery/delivery-time', 'shops-and-services/jacket-reproofing'],
    ['en', 'delivery/delivery-cost', 'delivery/delivery-time', 'shops-and-services/jacket-reproofing'],
    ['ru', 'account/reset-password', 'account/cannot-log-in', 'shops-and-services/jacket-reproofing'],
    ['ru', 'orders/cancel-order', 'returns/refund-not-arrived', 'promotions/spend-bonuses'],
    ['ru', 'sizes/try-on', 'sizes/between-sizes', 'payment/instalments'],
    ['ru', 'products/pereval-3-care', 'products/pereval-3-specification', 'products/pereval-iney-care'],
  ] as const)('in %s, %s leads to %s and not to %s', async (locale, path, right, wrong) => {
    const [category = '', slug = ''] = path.split('/')
    const from = (await library.find.published(locale, category, slug))!
    const related = (await library.find.related(from.id, MOST)).map(({ url }) => url.slice(4))
    expect(related).toContain(right)
    expect(related).not.toContain(wrong)
  })

  it('are those of now: a withdrawn one is gone', async () => {
    const from = (await library.find.published('en', 'delivery', 'delivery-cost'))!
    const gone = (await library.find.published('en', 'delivery', 'delivery-abroad'))!
    const related = async () => (await library.find.related(from.id, MOST)).map(({ id }) => id)
    expect(await related()).toContain(gone.id)
    await library.answers.retire(gone.id, { id: 'prs_lead', name: 'A lead', role: 'lead' }, Date.now())
    expect(await related()).not.toContain(gone.id)
    expect(await library.find.related('ans_none' as typeof from.id, MOST)).toEqual([])
  })
})
