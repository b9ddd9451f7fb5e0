import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Library } from '../../library.ts'
import { demoLibrary } from '../../testing/demo-library.ts'
import type { VisitorQuery } from './finding.ts'

describe('what a visitor is shown', () => {
  let library: Library
  let close: () => Promise<void>

  beforeAll(async () => {
    ;({ library, close } = await demoLibrary())
  }, 300_000)
  afterAll(() => close())

  const ask = (text: string, typing?: VisitorQuery['typing']) =>
    library.find.match({
      text,
      site: 'tropa',
      locale: /[а-яё]/i.test(text) ? 'ru' : 'en',
      audience: 'public',
      limit: 5,
      ...(typing ? { typing } : {}),
    })
  const beginningsOf = (text: string) => Array.from(text, (_, i) => text.slice(0, i + 1))

  it.each([
    'where is my order',
    'how do I return a jacket',
    'где мой заказ',
    'как вернуть деньги за куртку',
    'can I pay by card',
  ])('while “%s” is typed is always a list, never a refusal, never one answer', async (question) => {
    for (const text of beginningsOf(question)) {
      const found = await ask(text, true)
      expect([text, found.verdict, found.hits.length > 0, found.intent]).toEqual([text, 'suggest', true, null])
    }
  })
  it('keeps what was found while a space or a letter is added', async () => {
    const found = await ask('where is my order', true)
    for (const text of ['where is my order ', 'where is my order q', 'where is my order qz', 'where is my order  '])
      expect((await ask(text, true)).hits.map(({ id }) => id)).toContain(found.hits[0]!.id)
  })
  it('offers what the page does where the beginning says nothing', async () => {
    const offered = await library.find.forContext({ site: 'tropa', locale: 'ru', limit: 5 })
    for (const text of ['', ' ', 'ъ', 'здравствуйте', 'ыва']) {
      const found = await ask(text, true)
      expect(found).toMatchObject({ searched: '', repaired: [], intent: null })
      expect(found.hits.length).toBeGreaterThan(0)
      if (text.trim().length > 1) expect(found.hits.map(({ id }) => id)).toEqual(offered.map(({ id }) => id))
    }
  })
  it('judges after a pause only what may be a whole question', async () => {
    expect((await ask('where is', 'paused')).verdict).toBe('suggest')
    expect((await ask('квантовая', 'paused')).verdict).toBe('suggest')
    expect((await ask('квантовая хромодинамика адронов', 'paused')).verdict).toBe('escalate')
    expect((await ask('сколько стоит доставка курьером', 'paused')).verdict).toBe('answer')
  })
  it('greets back, and offers what the page does', async () => {
    const hello = await ask('Добрый день!')
    expect(hello).toMatchObject({ verdict: 'suggest', intent: 'greeting', searched: '' })
    expect(hello.hits.length).toBeGreaterThan(0)
    expect((await ask('спасибо', 'paused')).intent).toBe('thanks')
    expect((await ask('привет', true)).intent).toBeNull()
  })
  it('leads who wants a person to a person', async () => {
    expect(await ask('хочу поговорить с оператором')).toMatchObject({ verdict: 'escalate', intent: 'person', hits: [] })
    expect((await ask('talk to human')).intent).toBe('person')
  })
  it('jumps into no answer about something else', async () => {
    const phone = await ask('какой у вас номер телефона')
    expect(phone.hits[0]!.url).toBe('/ru/shops-and-services/contact-support')
    expect((await ask('what is your phone number')).hits[0]!.url).toBe('/en/shops-and-services/contact-support')
    expect((await ask('is it in stock')).verdict).not.toBe('answer')
    const germany = await ask('do you ship to germany')
    expect([germany.verdict === 'escalate', germany.hits[0]!.url]).toEqual([false, '/en/delivery/delivery-abroad'])
  })
  it('answers operators as they ask, greetings too', async () => {
    const found = await library.find.match({ text: 'здравствуйте', site: 'tropa', locale: 'ru', audience: 'all' })
    expect(found).toMatchObject({ intent: null, verdict: 'escalate' })
  })
})
