import { setTimeout } from 'node:timers/promises'
import type { Locale } from '#shared'
import { silent } from '../../kb/log.ts'
import type { Meaning, NearAnswer } from '../../kb/matching/meaning/meaning.ts'
import { meaningFrom } from '../../kb/matching/meaning/threaded-meaning.ts'
import type { SearchEntry } from '../../kb/matching/matcher.ts'
import { AnswerIndex } from '../../kb/matching/ranking/answer-index.ts'
import { SYNONYM_WEIGHT } from '../../kb/matching/ranking/constants.ts'
import { type QueryVector, queryVector } from '../../kb/matching/ranking/query-vector.ts'
import { type Ranked, Ranker } from '../../kb/matching/ranking/rank.ts'
import { sharpen } from '../../kb/matching/ranking/sharpen.ts'
import { isWordOf, shippedWords } from '../../kb/matching/repair/ordinary-words.ts'
import { repairQuery } from '../../kb/matching/repair/repair-query.ts'
import { Vocabulary } from '../../kb/matching/repair/vocabulary.ts'
import { generalSynonyms } from '../../kb/matching/synonyms/general-synonyms.ts'
import { Synonyms } from '../../kb/matching/synonyms/synonyms.ts'
import { attach, type DataSet, type Question } from './data-set.ts'

/** The sentence encoder of a folder; null without a folder. Throws where the folder has none. */
export function openMeaning(modelDir: string | undefined): Meaning | null {
  const meaning = meaningFrom({ modelDir, log: silent })
  if (modelDir !== undefined && !meaning) throw new Error(`${modelDir} holds no model: npm run model brings it.`)
  return meaning
}

/** A set as the product would index it, with k promoted questions attached: what ranking alone finds, before any verdict. */
export interface AskedSet {
  index: AnswerIndex
  /** Promoted questions that were not attached. */
  rest: Question[]
  /** Attached questions that the library has not heard. */
  unheard: Pick<Question, 'text' | 'answer'>[]
  /** Without an answer, as if the library lacked it. */
  ask(
    text: string,
    without?: string | null,
  ): Promise<{ query: QueryVector; ranked: Ranked[]; near: NearAnswer[] | null }>
  idOf(ranked: Ranked): string
}

/** `isUnheard` names, by their number, attached questions to be left out of the library, as its own study leaves them out. */
export async function askedSet(
  set: DataSet,
  k: number,
  seed: number,
  meaning: Meaning | null,
  isUnheard: (nth: number) => boolean = () => false,
): Promise<AskedSet> {
  const { phrasings, rest } = attach(set, k, seed)
  const unheard: AskedSet['unheard'] = []
  let nth = 0
  for (const [answer, texts] of phrasings) {
    const [out, heard] = [[] as string[], [] as string[]]
    for (const text of texts) (isUnheard(nth++) ? out : heard).push(text)
    unheard.push(...out.map((text) => ({ text, answer })))
    phrasings.set(answer, heard)
  }
  const entries = set.answers.map(
    ({ id, title, body }): SearchEntry => ({
      ...{
        id,
        site: set.name,
        locale: set.locale,
        audience: 'public',
        question: title,
        body,
        category: '',
        products: [],
      },
      phrasings: phrasings.get(id)!.map((text, i) => ({ id: `${id}-${i}`, text })),
    }),
  )
  const index = new AnswerIndex()
  index.put(entries)
  const synonyms = new Synonyms()
  synonyms.add(generalSynonyms(), SYNONYM_WEIGHT)
  const vocabulary = new Vocabulary(index, isWordOf(shippedWords()), synonyms)
  vocabulary.update()
  const ranker = new Ranker(index)
  if (k > 0) ranker.sharpened = sharpen(index)
  meaning?.begin(entries)
  await meaning?.settled()
  const ids = entries.map(({ id }) => id)
  const among = { site: set.name, audience: 'public', locale: set.locale as Locale } as const
  return {
    index,
    rest,
    unheard,
    idOf: ({ number }) => index.answers[number]!.entry.id,
    async ask(text, without = null) {
      const { words, searched } = repairQuery(text, vocabulary)
      const query = queryVector(index, words, (stems) => synonyms.standingFor(stems))
      const near = meaning ? await patiently(() => meaning.near(searched, among, ids)) : null
      const allowed = (number: number) => index.answers[number]!.entry.id !== without
      const known = near?.filter(({ id }) => id !== without)
      const byNumber = known && new Map(known.map((one) => [index.number(one.id), one]))
      return { query, ranked: ranker.rank(query, allowed, undefined, byNumber), near: known ?? null }
    },
  }
}

/** A busy machine is no reason to leave a question out. */
async function patiently<T>(ask: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 20; tries++) {
    const answer = await ask()
    if (answer) return answer
    await setTimeout(200)
  }
  throw new Error('The encoder does not answer.')
}
