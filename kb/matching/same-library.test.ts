import { describe, expect, it } from 'vitest'
import { aMatcher, anEntry, SHOP } from '../testing/a-library.ts'
import type { SearchEntry } from './matcher.ts'

const THINGS = ['палатка', 'фонарь', 'рюкзак', 'горелка', 'фильтр', 'спальник', 'куртка', 'котелок']
const ASKED = ['как выбрать', 'где купить', 'почему дорого', 'чем лучше']
const ENTRIES: SearchEntry[] = [
  ...SHOP,
  ...THINGS.flatMap((thing) =>
    ['Чистим', 'Чиним'].map((verb) =>
      anEntry({
        id: `${verb} ${thing}`,
        question: `${verb}: ${thing}`,
        asked: ASKED.map((words) => `${words} ${thing}`),
      }),
    ),
  ),
]

/** The same library as another machine imports it: other ids, another order. */
const elsewhere = (entries: readonly SearchEntry[]): SearchEntry[] =>
  entries
    .map((entry, i) => ({
      ...entry,
      id: `x${(i * 7919) % 1000}`,
      phrasings: entry.phrasings.map((phrasing, n) => ({ ...phrasing, id: `p${i}.${n}` })),
    }))
    .reverse()

describe('the same library', () => {
  it('judges alike whatever ids it drew and in whatever order it was read', async () => {
    const judged = []
    for (const entries of [ENTRIES, elsewhere(ENTRIES)]) {
      const { matcher, close } = await aMatcher(entries)
      await matcher.settled()
      const asked = []
      for (const text of [...ASKED, ...THINGS, 'как вернуть рюкзак', 'доставка палатки', 'фонарь или горелка']) {
        const { verdict, confidence, hits } = await matcher.match({
          text,
          site: 'tropa',
          locale: 'ru',
          audience: 'public',
          limit: 10,
        })
        const said = hits.map(({ id }) => entries.find((entry) => entry.id === id)!.question)
        asked.push({ text, verdict, confidence: confidence.toFixed(4), said })
      }
      judged.push({ asked, thresholds: await matcher.thresholds('tropa') })
      await close()
    }
    expect(judged[1]).toEqual(judged[0])
  })
})
