import type { SearchEntry } from '#kb'
import { attach, type DataSet, seededRandom } from './data-set.ts'
import { type Asked, measures } from './measures.ts'
import { openProduct } from './product.ts'
import { withTypo } from './typo.ts'

const WARM_UP = 50
const MOST_HITS = 10

export interface Options {
  engine: 'embedded' | 'meilisearch'
  seed: number
  typo: boolean
  /** Folder of the sentence encoder; absent: by words alone. */
  modelDir?: string | undefined
}

/** The answers of a set as the product would hold them, with k phrasings each. */
export function entriesOf(set: DataSet, k: number, seed: number): SearchEntry[] {
  const { phrasings } = attach(set, k, seed)
  return set.answers.map(({ id, title, body }) => ({
    id,
    site: 'bench',
    locale: set.locale,
    audience: 'public',
    question: title,
    body,
    category: 'bench',
    products: [],
    phrasings: phrasings.get(id)!.map((text, i) => ({ id: `${id}#${i}`, text, source: 'visitor' })),
  }))
}

/** Attaches k phrasings per answer by seed and asks every test question once (and once more with a typo). */
export async function measureSet(set: DataSet, k: number, { engine, seed, typo, modelDir }: Options) {
  const opened = await openProduct(entriesOf(set, k, seed), engine, true, modelDir)
  const ask = async (text: string, kind: Asked['kind'], answer: string): Promise<Asked> => {
    const started = performance.now()
    const { hits, confidence, fit, verdict } = await opened.matcher.match({
      text,
      site: 'bench',
      locale: set.locale,
      audience: 'public',
      limit: MOST_HITS,
    })
    return {
      kind,
      confidence,
      fit,
      verdict,
      place: hits.findIndex(({ id }) => id === answer),
      ms: performance.now() - started,
    }
  }
  for (const { text, kind, answer } of set.test.slice(0, WARM_UP)) await ask(text, kind, answer)
  const asked: Asked[] = []
  for (const { text, kind, answer } of set.test) asked.push(await ask(text, kind, answer))
  let typoHits = 0
  const inScope = set.test.filter(({ kind }) => kind === 'in')
  if (typo) {
    const random = seededRandom(seed * 7919)
    for (const { text, answer } of inScope)
      if ((await ask(withTypo(text, random), 'in', answer)).place === 0) typoHits++
  }
  const thresholds = await opened.matcher.thresholds('bench')
  await opened.close()
  const { hit1, hit3, mrr10, ...rest } = measures(asked)
  return {
    set: set.name,
    k: Number.isFinite(k) ? k : 'all',
    engine: modelDir ? `${engine} + meaning` : engine,
    seed,
    hit1,
    hit3,
    mrr10,
    typo_hit1: typo ? Math.round((typoHits / inScope.length) * 10_000) / 10_000 : null,
    ...rest,
    build_s: Math.round(opened.buildS * 1000) / 1000,
    memory_mb: Math.round(opened.memoryMb * 10) / 10,
    thresholds,
  }
}
export type SetRun = Awaited<ReturnType<typeof measureSet>>
