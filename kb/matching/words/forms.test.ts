import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aMatcher, anEntry, SHOP } from '../../testing/a-library.ts'
import type { Matcher } from '../matcher.ts'

const LIBRARY = [
  ...SHOP,
  anEntry({ id: 'pegs', question: 'В палатке не хватает колышков' }),
  anEntry({ id: 'gifts', question: 'Как упаковать подарки?' }),
  anEntry({ id: 'locks', question: 'Замки на рюкзаке' }),
  anEntry({ id: 'tight', question: 'Ботинки жмут' }),
  anEntry({ id: 'bag', question: 'Стирка спальника' }),
  anEntry({ id: 'late', question: 'Посылка не пришла' }),
  anEntry({ id: 'came', question: 'Не пришло письмо о заказе' }),
  anEntry({ id: 'bonus', question: 'Как потратить баллы?' }),
  anEntry({ id: 'ring', question: 'Кольцо горелки' }),
  anEntry({ id: 'lamp', question: 'Фонарь не светит' }),
  anEntry({ id: 'mat', question: 'Какой коврик взять?' }),
  anEntry({ id: 'fluff', question: 'Почему на флиске катышки?' }),
  anEntry({ id: 'edge', question: 'Расклеился торец коврика' }),
  anEntry({ id: 'lace', question: 'Потерялся черенок лопатки' }),
  anEntry({ id: 'code', question: 'Промокод не работает' }),
  anEntry({ id: 'torch', question: 'My torch does not shine' }),
  anEntry({ id: 'trousers', question: 'How long are the trousers?' }),
  anEntry({ id: 'stakes', question: 'A peg is bent' }),
  anEntry({ id: 'pillows', question: 'How do I wash pillows?' }),
  anEntry({ id: 'colour', question: 'Which colours are there?' }),
  anEntry({ id: 'custom', question: 'Can I customise it?' }),
]

describe('a word finds its answer in whatever form it is written', () => {
  let matcher: Matcher
  let close: () => Promise<void>
  beforeAll(async () => {
    ;({ matcher, close } = await aMatcher(LIBRARY))
  })
  afterAll(() => close())
  const first = async (text: string, locale: 'ru' | 'en') =>
    (await matcher.match({ text, site: 'tropa', locale, audience: 'public' })).hits[0]?.id

  it('is as sure in American as in British spelling', async () => {
    const asked = (text: string) => matcher.match({ text, site: 'tropa', locale: 'en', audience: 'public' })
    const [british, american] = [await asked('which colour'), await asked('which color')]
    expect([american.verdict, american.confidence, american.fit]).toEqual([
      british.verdict,
      british.confidence,
      british.fit,
    ])
    expect(american.hits[0]?.score).toBeCloseTo(british.hits[0]?.score ?? 0, 6)
  })
  it.each([
    ['колышек', 'pegs'],
    ['колышки', 'pegs'],
    ['нет колышка', 'pegs'],
    ['подарок', 'gifts'],
    ['подарки', 'gifts'],
    ['замок', 'locks'],
    ['замки', 'locks'],
    ['жмут', 'tight'],
    ['ботинок жмёт', 'tight'],
    ['спальный мешок', 'bag'],
    ['спальные мешки', 'bag'],
    ['спальник', 'bag'],
    ['кэшбек', 'bonus'],
    ['кешбэк', 'bonus'],
    ['кольца', 'ring'],
    ['посылка не пришол', 'late'],
    ['возвра́т', 'return'],
    ['возврат через 30дней', 'return'],
    ['возврат30дней', 'return'],
    ['налобник', 'lamp'],
    ['каримат', 'mat'],
    ['катышек', 'fluff'],
    ['снять катышка', 'fluff'],
    ['торцы', 'edge'],
    ['черенки', 'lace'],
  ])('«%s»', async (text, id) => expect(await first(text, 'ru')).toBe(id))

  it.each([
    ['pilow', 'pillows'],
    ['pillow', 'pillows'],
    ['color', 'colour'],
    ['colour', 'colour'],
    ['customize', 'custom'],
    ['flashlight', 'torch'],
    ['headlamp', 'torch'],
    ['pants', 'trousers'],
    ['tent stakes', 'stakes'],
  ])('“%s”', async (text, id) => expect(await first(text, 'en')).toBe(id))

  it.each(['лайк', 'молнию заело', 'сидушка', 'термосок', 'дождевик', 'котелок', 'скриншот', 'сбер', 'пенка'])(
    '«%s» is never taken for another word',
    async (text) => {
      const { repaired } = await matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public' })
      expect(repaired).toEqual([])
    },
  )

  it.each([
    ['купон', 'code'],
    ['кэшбек', 'bonus'],
    ['кешбэк', 'bonus'],
    ['спальный мешок', 'bag'],
    ['налобник', 'lamp'],
    ['катышек', 'fluff'],
    ['подарок', 'gifts'],
    ['подарки', 'gifts'],
    ['кольцо', 'ring'],
    ['а кольца?', 'ring'],
  ])('«%s», looked up alone, is shown what it is about', async (text, id) => {
    const { verdict, hits } = await matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public' })
    expect({ first: hits[0]?.id, isShown: verdict !== 'escalate' }).toEqual({ first: id, isShown: true })
  })

  it('and composed of two parts', async () => {
    expect(await first('жмёт'.normalize('NFD'), 'ru')).toBe('tight')
    expect(await first('колышек'.normalize('NFD'), 'ru')).toBe('pegs')
  })
})
