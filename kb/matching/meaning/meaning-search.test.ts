import { afterEach, describe, expect, it } from 'vitest'
import { silent } from '../../log.ts'
import { aMatcher, anEntry } from '../../testing/a-library.ts'
import { meaningFrom } from './threaded-meaning.ts'

const folder = process.env['TEST_MODEL_DIR']
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const LIBRARY = [
  anEntry({
    id: 'refund',
    question: 'Когда вернутся деньги за возврат?',
    body: 'Деньги вернутся на карту за десять дней.',
  }),
  anEntry({ id: 'courier', question: 'Сколько стоит доставка курьером?', body: 'Курьер по городу стоит 300 рублей.' }),
  anEntry({
    id: 'size',
    question: 'Как подобрать размер куртки?',
    body: 'Измерьте обхват груди и сверьтесь с таблицей.',
  }),
  anEntry({ id: 'refund-en', locale: 'en', question: 'When will I get my refund?', body: 'It takes ten days.' }),
]

it('is not there without a model', () => expect(meaningFrom({ modelDir: '/nowhere', log: silent })).toBe(null))

if (folder)
  describe('search by meaning', () => {
    const open = async () => {
      const meaning = meaningFrom({ modelDir: folder, questionMs: 60_000, log: silent })
      expect(meaning).not.toBe(null)
      const opened = await aMatcher(LIBRARY, null, undefined, meaning)
      closers.push(opened.close)
      await opened.matcher.settled()
      const ask = (text: string, more = {}) =>
        opened.matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public', ...more })
      return { ...opened, ask }
    }
    it('finds what shares no word with the question', async () => {
      const { ask } = await open()
      const found = await ask('как получить назад средства')
      expect(found.hits[0]?.id).toBe('refund')
      expect(found.verdict).not.toBe('answer')
    })
    it('stays in the language and the shop that are asked', async () => {
      const { ask } = await open()
      expect((await ask('как получить назад средства')).hits.map(({ id }) => id)).not.toContain('refund-en')
      expect((await ask('как получить назад средства', { site: 'other' })).hits).toEqual([])
    })
    it('follows what is published and taken back, and says near what it is', async () => {
      const { matcher, ask } = await open()
      await matcher.put([anEntry({ id: 'gift', question: 'Есть ли подарочные сертификаты?' })])
      await matcher.settled()
      const found = await ask('хочу купить презент жене')
      expect(found.hits[0]?.id).toBe('gift')
      expect(found.because.meaning?.text).toBe('Есть ли подарочные сертификаты?')
      await matcher.remove(['gift'])
      await matcher.settled()
      expect((await ask('хочу купить презент жене')).hits.map(({ id }) => id)).not.toContain('gift')
    })
    it('leaves greetings and unfinished words to others', async () => {
      const { ask } = await open()
      expect((await ask('здравствуйте')).hits).toEqual([])
      expect((await ask('средст', { typing: true })).because.meaning).toBe(undefined)
    })
  })
