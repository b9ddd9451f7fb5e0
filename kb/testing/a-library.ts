import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Meaning } from '../matching/meaning/meaning.ts'
import type { SearchIndex } from '../matching/outside/search-index.ts'
import { migrate, openDatabase } from '../storage/open-database.ts'
import type { Matcher, SearchEntry } from '../matching/matcher.ts'
import { matchingMigrations } from '../matching/matching-migrations.ts'
import { openMatcher } from '../matching/open-matcher.ts'
import { sqlLearntStore } from '../matching/sql-learnt-store.ts'

/** For tests: an entry with only what matters written out. */
export function anEntry(entry: Partial<SearchEntry> & { id: string; question: string; asked?: string[] }): SearchEntry {
  const { asked = [], ...rest } = entry
  return {
    site: 'tropa',
    locale: /[а-яё]/i.test(entry.question) ? 'ru' : 'en',
    audience: 'public',
    body: '',
    category: 'orders',
    products: [],
    phrasings: asked.map((text, i) => ({
      id: `${entry.id}-${i}`,
      text,
      at: '2026-05-12T10:00:00.000Z',
      source: 'visitor',
    })),
    ...rest,
  }
}

/** For tests: a small shop library in two languages. */
export const SHOP: SearchEntry[] = [
  anEntry({
    id: 'cost',
    question: 'Сколько стоит доставка?',
    body: 'Курьером 390 ₽, бесплатно от 5000 ₽.',
    asked: ['цена доставки', 'доставка бесплатно от какой суммы'],
  }),
  anEntry({
    id: 'return',
    question: 'Как вернуть товар?',
    body: 'Возврат в течение 30 дней с бирками.',
    asked: ['хочу вернуть деньги', 'возврат'],
    category: 'returns',
  }),
  anEntry({
    id: 'pickup',
    question: 'Самовывоз из магазина',
    body: 'Заказ ждёт пять дней.',
    asked: ['забрать заказ самому'],
  }),
  anEntry({
    id: 'track',
    question: 'Как отследить заказ?',
    body: 'По номеру в личном кабинете.',
    asked: ['где мой заказ'],
  }),
  anEntry({
    id: 'watch',
    question: 'Как зарядить часы Garmin Fenix?',
    body: 'Кабель лежит в коробке.',
    asked: ['зарядка часов'],
    products: ['TR-1101'],
    productCategories: ['watches'],
    category: 'products',
  }),
  anEntry({
    id: 'strap',
    question: 'Как заменить ремешок часов?',
    body: 'Сдвиньте защёлку.',
    products: ['TR-1102'],
    productCategories: ['watches'],
    category: 'products',
  }),
  anEntry({ id: 'cost-en', question: 'How much is delivery?', body: 'By courier 390 RUB.', asked: ['shipping cost'] }),
  anEntry({
    id: 'return-en',
    question: 'How do I return an item?',
    body: 'Within 30 days.',
    asked: ['i want my money back'],
    category: 'returns',
  }),
  anEntry({
    id: 'greeting',
    question: 'Приветствие',
    body: 'Здравствуйте!',
    audience: 'operators',
    asked: ['поздороваться с посетителем'],
  }),
  anEntry({ id: 'other', site: 'other', question: 'Как вернуть билет?', body: 'На сайте.' }),
]

/** For tests: a matcher over a database of its own; `close` removes everything. */
export async function aMatcher(
  entries: readonly SearchEntry[] = SHOP,
  outside: SearchIndex | null = null,
  dataDir = mkdtempSync(join(tmpdir(), 'matcher-')),
  meaning: Meaning | null = null,
): Promise<{ matcher: Matcher; dataDir: string; close(keep?: boolean): Promise<void> }> {
  const database = await openDatabase({ dataDir })
  await migrate(database, matchingMigrations)
  const matcher = await openMatcher({ entries, store: sqlLearntStore(database.db), outside, meaning })
  return {
    matcher,
    dataDir,
    close: async (keep = false) => {
      await matcher.close()
      await database.close()
      if (!keep) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
