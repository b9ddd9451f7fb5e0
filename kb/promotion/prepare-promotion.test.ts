import { describe, expect, it } from 'vitest'
import type { SolvedConversation } from './promotion.ts'
import { isCourtesy, substance, withoutOpening } from './cut-courtesies.ts'
import { preparePromotion } from './prepare-promotion.ts'

const solved = (parts: Partial<SolvedConversation> = {}): SolvedConversation => ({
  id: 'cnv_1',
  site: 'tropa',
  locale: 'ru',
  state: 'solved',
  visitorWords: ['Здравствуйте! Подскажите, пожалуйста, можно ли стирать спальник в машинке?'],
  searchedFor: ['стирка спальника'],
  operatorMessages: ['Добрый день, Анна!', 'Да, при 30 градусах.', 'Сушите расправленным. Хорошего дня!'],
  ...parts,
})
const prepare = (parts: Partial<SolvedConversation> = {}) =>
  preparePromotion(solved(parts), { category: 'products', shop: {} })
const draftOf = async (parts: Partial<SolvedConversation> = {}) => {
  const prepared = await prepare(parts)
  if (!prepared.ok) throw new Error(prepared.refused.code)
  return prepared.value
}

describe('preparePromotion', () => {
  it("takes the visitor's question and the operator's solution, without courtesies", async () => {
    expect((await draftOf()).draft).toMatchObject({
      question: 'Можно ли стирать спальник в машинке?',
      body: 'Да, при 30 градусах.\n\nСушите расправленным.',
      phrasings: ['стирка спальника'],
      audience: 'public',
      from: 'cnv_1',
    })
  })

  it('proposes what asks and is understood alone; the rest of the talk is left to the operator', async () => {
    const { draft, others } = await draftOf({
      visitorWords: [
        'Здравствуйте! Можно ли стирать спальник в машинке?',
        'Вы тут?',
        'Алло?',
        'Спальник с пуховым наполнителем, старый',
        'Спасибо! А сколько это стоит?',
        'Чем пропитать куртку после стирки?',
        'Спасибо, всё понятно!',
      ],
    })
    expect(draft.phrasings).toEqual(['стирка спальника', 'Чем пропитать куртку после стирки?'])
    expect(others).toEqual(['Спальник с пуховым наполнителем, старый', 'А сколько это стоит?'])
  })

  it('makes the body of what solved it, not of promises to find out and questions back', async () => {
    expect(
      (
        await draftOf({
          operatorMessages: [
            'Сейчас узнаю – отвечу через пару минут',
            'Какая у вас модель?',
            'Да, при 30 градусах.',
            'Одну минуту, сейчас проверю наличие.',
          ],
        })
      ).draft.body,
    ).toBe('Да, при 30 градусах.')
    expect((await draftOf({ operatorMessages: ['А вы пробовали снять чехол?'] })).draft.body).toBe(
      'А вы пробовали снять чехол?',
    )
  })

  it('writes what the operator typed so that it looks the same as an answer', async () => {
    const body = async (...operatorMessages: string[]) => (await draftOf({ operatorMessages })).draft.body
    expect(await body('Выдержит\n> 200 кг и *ещё* немного', '# 5 на складе')).toBe(
      'Выдержит\n\\> 200 кг и \\*ещё\\* немного\n\n\\# 5 на складе',
    )
    expect(await body('**Важно:** размер 20*30*40\n- раз\n- два')).toBe('**Важно:** размер 20*30*40\n\n- раз\n- два')
  })

  it('takes out order numbers in the form of the shop', async () => {
    const prepared = await preparePromotion(
      solved({ visitorWords: ['Можно ли вернуть 45-1203 без бирки?'], searchedFor: [] }),
      { category: '', shop: { orderNumbers: ['##-####'] } },
    )
    expect(JSON.stringify(prepared)).toContain('"kind":"order","text":"45-1203"')
    expect(prepared.ok && prepared.value.draft.question).toBe('Можно ли вернуть без бирки?')
  })

  it('refuses what is not solved and what says nothing', async () => {
    expect(await prepare({ state: 'active' })).toEqual({ ok: false, refused: { code: 'not_solved' } })
    expect(await prepare({ operatorMessages: ['Здравствуйте!', 'Пожалуйста, обращайтесь!'] })).toEqual({
      ok: false,
      refused: { code: 'nothing_said' },
    })
    expect(await prepare({ visitorWords: ['Привет!'], searchedFor: [] })).toEqual({
      ok: false,
      refused: { code: 'nothing_said' },
    })
  })

  it('removes personal data and says what stood where', async () => {
    const { draft, removed } = await draftOf({
      visitorWords: ['Когда приедет палатка? Мой телефон +7 912 345-67-89, заказ T-104512.'],
      operatorMessages: ['Завтра с 10 до 14. Письмо ушло на anna@mail.example.'],
    })
    expect(draft.question).toBe('Когда приедет палатка?')
    expect(JSON.stringify(draft)).not.toMatch(/912|104512|anna@/)
    expect(removed.map(({ field, kind }) => `${field} ${kind}`)).toEqual(
      expect.arrayContaining(['question phone', 'question order', 'body mail']),
    )
  })

  it("removes the visitor's and the operators' names, in any case, and the preposition that led to what is gone", async () => {
    const { draft, removed, names } = await draftOf({
      people: ['Анна Белова', 'Иван Грач'],
      visitorWords: ['Это Анна Белова. Можно ли вернуть рюкзак без бирки?'],
      operatorMessages: [
        'Анна, рюкзак без бирки мы примем.',
        'Чек для Анны уже у Ивана Грача, напишите на anna@mail.example.',
      ],
    })
    expect(draft.question).toBe('Можно ли вернуть рюкзак без бирки?')
    expect(draft.body).toBe('Рюкзак без бирки мы примем.\n\nЧек уже, напишите.')
    expect(removed.filter(({ kind, field }) => kind === 'name' && field === 'body').map(({ text }) => text)).toEqual([
      'Анна',
      'Анны',
      'Ивана',
      'Грача',
    ])
    expect(names).toEqual(['Анна Белова', 'Иван Грач'])
  })

  it('offers no phrasing made of what is left around personal data', async () => {
    const { draft, names } = await draftOf({
      visitorWords: ['Do you engrave bottles?', 'My name is Kate Brown, order T-104512, mail kate@mail.example'],
      searchedFor: [],
    })
    expect(draft.phrasings).toEqual([])
    expect(names).toEqual(['Kate Brown'])
  })

  it('takes a name from the introduction, and leaves ordinary words alone', async () => {
    const { draft } = await draftOf({
      people: ['Лев'],
      visitorWords: ['меня зовут оля, какой размер лев носит на логотипе?'],
      operatorMessages: ['Оля, лев на логотипе размера не носит: он нарисован.'],
    })
    expect(draft.body).toBe('Лев на логотипе размера не носит: он нарисован.')
  })

  it('takes the question out of a long letter', async () => {
    const letter = `Купил у вас палатку в прошлом году, ездили на Алтай, всё понравилось. ${'Погода была хорошая. '.repeat(20)}Как теперь починить молнию? Заранее спасибо.`
    expect((await draftOf({ visitorWords: [letter] })).draft.question).toBe('Как теперь починить молнию?')
  })

  it('writes a question mark where words ask without one', async () => {
    expect((await draftOf({ visitorWords: ['как вернуть куртку'] })).draft.question).toBe('Как вернуть куртку?')
    expect((await draftOf({ locale: 'en', visitorWords: ['hi, where is my parcel'] })).draft.question).toBe(
      'Where is my parcel?',
    )
  })

  it('keeps each phrasing once and none that repeats the question', async () => {
    expect(
      (await draftOf({ searchedFor: ['Стирка спальника', 'стирка спальника?', 'можно ли стирать спальник в машинке'] }))
        .draft.phrasings,
    ).toEqual(['Стирка спальника'])
  })
})

describe('courtesies', () => {
  it.each([
    'Здравствуйте!',
    'Добрый день, Анна!',
    'Hi there!',
    'Спасибо за обращение.',
    'Пожалуйста, обращайтесь!',
    'Have a nice day!',
    'Чем ещё могу помочь?',
    'Одну минуту, сейчас проверю.',
    'You’re welcome!',
    'Best regards, Anna',
    'Спасибо, всё понятно',
    '',
  ])('%j is one', (text) => expect(isCourtesy(text)).toBe(true))

  it.each([
    'Да, можно.',
    'Нет, нельзя.',
    'Сдайте в магазин.',
    'Hi-res карта есть.',
    'Спасибо за терпение платят бонусами.',
    'Yes, within 30 days.',
    'Хорошо просушите палатку.',
  ])('%j is not', (text) => expect(isCourtesy(text)).toBe(false))

  it('keeps lists, decimals and addresses whole', () => {
    expect(substance('Hi Tom!\n\n1. Open tropa.example.\n2. Take 1.5 m of tape.\n\nBest regards, Anna')).toBe(
      '1. Open tropa.example.\n2. Take 1.5 m of tape.',
    )
  })

  it('leaves the matter of a greeting message', () => {
    expect(withoutOpening('Привет, где мой заказ')).toBe('где мой заказ')
    expect(withoutOpening('hi-top shoes for hiking?')).toBe('hi-top shoes for hiking?')
    expect(withoutOpening('Хайкинг: какие ботинки взять')).toBe('Хайкинг: какие ботинки взять')
    expect(withoutOpening('Good morning! Could you tell me, is it in stock?')).toBe('is it in stock?')
  })

  it.each(['спасибо '.repeat(2_000), 'а'.repeat(5_000), 'Hi, '.repeat(2_000), `${'. '.repeat(3_000)}x`])(
    'reads hostile text %.8s… to its end',
    (text) => expect(typeof substance(text)).toBe('string'),
  )
})
