import type { SearchEntry } from '#kb'
import { seededRandom } from './data-set.ts'
import { percentile } from './measures.ts'
import { drawnVectors } from './drawn-vectors.ts'
import { memoryInUse, openProduct } from './product.ts'

const PHRASINGS = 5
const QUERIES = 1000
const WARM_UP = 100
const SYLLABLES = [
  'до',
  'ста',
  'вка',
  'воз',
  'врат',
  'ко',
  'ре',
  'ми',
  'ла',
  'ту',
  'па',
  'зо',
  'ни',
  'ке',
  'бо',
  'жа',
  'шу',
  'фи',
  'гра',
  'сло',
  'тер',
  'мин',
  'пол',
  'кар',
]

/** A library of made-up words with Zipf frequencies: question 7 words, body 60, five phrasings of 8 that share words with the question. */
export function syntheticEntries(size: number, seed: number): SearchEntry[] {
  const random = seededRandom(seed)
  const vocabulary = Array.from({ length: Math.max(2000, Math.round(Math.sqrt(size) * 200)) }, () =>
    Array.from(
      { length: 2 + Math.floor(random() * 3) },
      () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]!,
    ).join(''),
  )
  const word = () => vocabulary[Math.floor(vocabulary.length ** random()) - 1]!
  const words = (count: number) => Array.from({ length: count }, word)
  return Array.from({ length: size }, (_, i): SearchEntry => {
    const question = words(7)
    const phrasings = Array.from({ length: PHRASINGS }, () =>
      [...question.filter(() => random() < 0.5), ...words(4)].join(' '),
    )
    return {
      id: `a${i}`,
      site: 'bench',
      locale: 'ru',
      audience: 'public',
      question: question.join(' '),
      body: words(60).join(' '),
      category: 'bench',
      products: [],
      phrasings: phrasings.map((text, n) => ({ id: `a${i}#${n}`, text, source: 'visitor' })),
    }
  })
}

/** Milliseconds this thread has computed, or all threads have: the same on a busy machine. */
const ranOfThread = (): number => sumOf(process.threadCpuUsage())
const ranOfAll = (): number => sumOf(process.cpuUsage())
const sumOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000

/** Latency of a full match, build, memory and the time until one added phrasing is found; with a model, of questions it really encodes. */
export async function measureSize(
  size: number,
  engine: 'embedded' | 'meilisearch',
  seed: number,
  modelDir?: string | undefined,
) {
  const entries = syntheticEntries(size, seed)
  const memoryBefore = memoryInUse()
  const opened = await openProduct(entries, engine, false, modelDir, drawnVectors(seededRandom(seed + 2)))
  const memory = memoryInUse() - memoryBefore
  const settling = performance.now()
  await opened.matcher.settled()
  const settledS = (performance.now() - settling) / 1000
  const random = seededRandom(seed + 1)
  const question = () => {
    const { phrasings } = entries[Math.floor(random() * entries.length)]!
    return phrasings[Math.floor(random() * PHRASINGS)]!.text
  }
  const times: number[] = []
  const ofAll: number[] = []
  let ranMs = 0
  for (let i = 0; i < QUERIES + WARM_UP; i++) {
    const text = question()
    const [ranBefore, allBefore] = [ranOfThread(), ranOfAll()]
    const started = performance.now()
    await opened.matcher.match({ text, site: 'bench', locale: 'ru', audience: 'public' })
    if (i < WARM_UP) continue
    times.push(performance.now() - started)
    ranMs += ranOfThread() - ranBefore
    ofAll.push(ranOfAll() - allBefore)
  }
  const changed = entries[Math.floor(size / 2)]!
  const fresh = 'квадрокоптер залетел на чужую дачу'
  const started = performance.now()
  await opened.matcher.put([{ ...changed, phrasings: [...changed.phrasings, { id: 'fresh', text: fresh }] }])
  const found = await opened.matcher.match({
    text: 'квадрокоптер залетел',
    site: 'bench',
    locale: 'ru',
    audience: 'public',
  })
  const addedMs = performance.now() - started
  await opened.close()
  return {
    size,
    phrasings: PHRASINGS,
    engine: modelDir ? `${engine} + meaning` : engine,
    cpu_ms: Math.round((ranMs / QUERIES) * 1000) / 1000,
    cpu_all_p50_ms: percentile(ofAll, 0.5),
    cpu_all_p99_ms: percentile(ofAll, 0.99),
    per_second_of_a_core: Math.round((QUERIES * 1000) / ranMs),
    p50_ms: percentile(times, 0.5),
    p99_ms: percentile(times, 0.99),
    build_s: Math.round(opened.buildS * 100) / 100,
    settled_s: Math.round(settledS * 100) / 100,
    memory_mb: Math.round(memory),
    added_phrasing_ms: Math.round(addedMs * 10) / 10,
    added_phrasing_found: found.hits[0]?.id === changed.id,
  }
}
export type SizeRun = Awaited<ReturnType<typeof measureSize>>
