import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silent } from '../log.ts'
import { aMatcher, anEntry } from '../testing/a-library.ts'
import { hashedEmbeddings } from './meaning/testing/hashed-embeddings.ts'
import type { Meaning } from './meaning/meaning.ts'
import { meaningFrom } from './meaning/threaded-meaning.ts'
import type { Matcher, MatchResult, Outcome, SearchEntry } from './matcher.ts'

/** `FUZZ_RUNS=400 npx vitest run --project unit kb/matching/any-library.test.ts` looks longer. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 3)
const SLOW_MS = 180_000 + RUNS * 8_000

/** Words of shops, of politeness and of neither; many texts share them, which is where indexes go wrong. */
const WORDS = `please hello thanks здравствуйте пожалуйста спасибо подскажите добрый день the a of и в на не мой где как
 заказ доставка возврат палатка order delivery return tent orders delivered заказы палатки TR-1101 42 ё й 😀 ́ don't t`
const word = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS.split(/\s+/)) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
)
const text = fc.array(word, { maxLength: 14 }).map((words) => words.join(' '))
const query = fc.oneof(text, fc.string({ unit: 'binary', maxLength: 60 }))
/** More than a hundred answers, so that candidates are chosen and not all are scored. */
const library = fc
  .array(fc.record({ question: text, body: text, asked: fc.array(text, { maxLength: 4 }), ru: fc.boolean() }), {
    minLength: 1,
    maxLength: 160,
    size: 'max',
  })
  .map((answers) => answers.map(({ ru, ...rest }, i) => anEntry({ id: `a${i}`, ...rest, locale: ru ? 'ru' : 'en' })))
const outcomes = (most: number) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom<Outcome['kind']>('helped', 'not_helped', 'solved_by', 'no_answer'),
      visitor: fc.constantFrom('v1', 'v2', 'v3'),
      query,
      answer: fc.nat(159),
    }),
    { maxLength: most },
  )

const closers: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closers.splice(0)) await close()
})
const ask = (matcher: Matcher, asked: string, typing = false): Promise<MatchResult> =>
  matcher.match({ text: asked, site: 'tropa', locale: 'ru', audience: 'public', typing, limit: 10 })
const learn = async (
  matcher: Matcher,
  taught: readonly { kind: Outcome['kind']; visitor: string; query: string; answer: number }[],
) => {
  for (const [i, { answer, ...one }] of taught.entries())
    await matcher.learn({
      ...one,
      site: 'tropa',
      at: new Date(Date.UTC(2026, 5, 1) + i * 1000).toISOString(),
      ...(one.kind === 'no_answer' ? {} : { answerId: `a${answer}` }),
    })
}
/** What a visitor sees of a result, to the precision of the float32 the index keeps. */
const seen = ({ verdict, confidence, searched, hits }: MatchResult) => ({
  verdict,
  searched,
  confidence: confidence.toFixed(3),
  hits: hits.map(({ id, score }) => `${id} ${score.toFixed(3)}`),
})

let service: Awaited<ReturnType<typeof hashedEmbeddings>>
beforeAll(async () => {
  service = await hashedEmbeddings()
})
afterAll(() => service.close())

/** No question is answered by words alone because the machine is busy. */
const PATIENT_MS = 600_000
const byWords = (): Meaning | null => null
const byMeaningToo = () => meaningFrom({ service: service.at, questionMs: PATIENT_MS, log: silent })

describe.each([
  ['by words', byWords, RUNS],
  ['by words and meaning', byMeaningToo, Math.ceil(RUNS / 2)],
] as const)('any library, asked %s,', (_, meaning, runs) => {
  const opened = async (entries: readonly SearchEntry[], dataDir?: string) => {
    const made = await aMatcher(entries, null, dataDir, meaning())
    closers.push(() => made.close())
    return made
  }

  it(
    'answers any question without failing, and the same before and after any other',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          library,
          outcomes(6),
          fc.array(query, { minLength: 2, maxLength: 12 }),
          async (entries, taught, asked) => {
            const { matcher, close } = await opened(entries)
            await learn(matcher, taught)
            await matcher.settled()
            const first = []
            for (const one of asked) first.push(seen(await ask(matcher, one)))
            for (const one of asked) {
              await ask(matcher, one, true)
              await matcher.similar(one, { site: 'tropa' })
            }
            const again = []
            for (const one of [...asked].reverse()) again.unshift(seen(await ask(matcher, one)))
            expect(again).toEqual(first)
            await close()
          },
        ),
        { numRuns: runs, endOnFailure: true },
      )
    },
    SLOW_MS,
  )

  it(
    'answers the same after a restart',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          library,
          outcomes(6),
          fc.array(query, { minLength: 1, maxLength: 8 }),
          async (entries, taught, asked) => {
            const one = await opened(entries)
            await learn(one.matcher, taught)
            await one.matcher.settled()
            const before = []
            for (const words of asked) before.push(seen(await ask(one.matcher, words)))
            await one.close(true)
            const two = await opened(entries, one.dataDir)
            await two.matcher.settled()
            const after = []
            for (const words of asked) after.push(seen(await ask(two.matcher, words)))
            expect(after).toEqual(before)
            await two.close()
          },
        ),
        { numRuns: runs, endOnFailure: true },
      )
    },
    SLOW_MS,
  )

  it(
    'answers after any change as if it had been built from nothing',
    async () => {
      const change = fc.record({
        at: fc.nat(159),
        question: text,
        asked: fc.array(text, { maxLength: 2 }),
        gone: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(
          library,
          fc.array(change, { minLength: 1, maxLength: 40 }),
          fc.array(query, { minLength: 1, maxLength: 8 }),
          async (entries, changes, asked) => {
            const grown = await opened(entries)
            const now = new Map(entries.map((entry) => [entry.id, entry]))
            for (const { at, gone, ...rest } of changes) {
              const id = `a${at}`
              if (gone) {
                now.delete(id)
                await grown.matcher.remove([id])
              } else {
                const entry = anEntry({ id, ...rest })
                now.set(id, entry)
                await grown.matcher.put([entry])
              }
            }
            await grown.matcher.settled()
            const built = await opened([...now.values()])
            await built.matcher.settled()
            for (const words of asked)
              expect(seen(await ask(grown.matcher, words)), words).toEqual(seen(await ask(built.matcher, words)))
            await grown.close()
            await built.close()
          },
        ),
        { numRuns: runs, endOnFailure: true },
      )
    },
    SLOW_MS,
  )
})
