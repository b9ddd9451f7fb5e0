import { DatabaseSync } from 'node:sqlite'
import { createRequire } from 'node:module'
import MiniSearch from 'minisearch'
import { attach, type DataSet, seededRandom } from './data-set.ts'
import { withTypo } from './typo.ts'

const snowball = createRequire(import.meta.url)('snowball-stemmers') as {
  newStemmer(name: string): { stem(word: string): string }
}
const MOST_HITS = 10

interface Peer {
  name: string
  open(
    documents: { id: string; question: string; body: string; phrasings: string }[],
    stem: (text: string) => string,
  ): (query: string) => string[]
}

const plain = (text: string): string => text
const PEERS: { peer: Peer; stems: boolean }[] = [
  { peer: miniSearch('minisearch', {}), stems: false },
  { peer: miniSearch('minisearch+stems+fuzzy', { fuzzy: 0.2, prefix: false }), stems: true },
  { peer: fts5('fts5+snowball', 'unicode61'), stems: true },
  { peer: fts5('fts5-trigram', 'trigram'), stems: false },
]

/** Ready-made engines on the same questions: one document per answer, question and phrasings weighed over the body. */
export function measurePeers(set: DataSet, k: number, { seed, typo }: { seed: number; typo: boolean }) {
  const { phrasings } = attach(set, k, seed)
  const documents = set.answers.map(({ id, title, body }) => ({
    id,
    question: title,
    body,
    phrasings: phrasings.get(id)!.join(' . '),
  }))
  const stemmer = snowball.newStemmer(set.locale === 'ru' ? 'russian' : 'english')
  const stemmed = (text: string) =>
    (
      text
        .toLowerCase()
        .replaceAll('ё', 'е')
        .match(/[\p{L}\p{N}]+/gu) ?? []
    )
      .map((word) => stemmer.stem(word))
      .join(' ')
  const questions = set.test.filter(({ kind }) => kind === 'in')
  return PEERS.map(({ peer, stems }) => {
    const shape = stems ? stemmed : plain
    const started = performance.now()
    const search = peer.open(documents, shape)
    const build = performance.now() - started
    const random = seededRandom(seed * 7919)
    let [hit1, hit3, typoHits] = [0, 0, 0]
    const times: number[] = []
    for (const { text, answer } of questions) {
      const from = performance.now()
      const found = search(shape(text))
      times.push(performance.now() - from)
      const place = found.indexOf(answer)
      if (place === 0) hit1++
      if (place >= 0 && place < 3) hit3++
      if (typo && search(shape(withTypo(text, random)))[0] === answer) typoHits++
    }
    times.sort((a, b) => a - b)
    return {
      set: set.name,
      k: Number.isFinite(k) ? k : 'all',
      engine: peer.name,
      seed,
      hit1: hit1 / questions.length,
      hit3: hit3 / questions.length,
      typo_hit1: typo ? typoHits / questions.length : null,
      p50_ms: times[Math.floor(times.length / 2)]!,
      p99_ms: times[Math.floor(times.length * 0.99)]!,
      build_s: build / 1000,
    }
  })
}
export type PeerRun = ReturnType<typeof measurePeers>[number]

function miniSearch(name: string, options: object): Peer {
  return {
    name,
    open(documents, shape) {
      const index = new MiniSearch({
        fields: ['question', 'body', 'phrasings'],
        searchOptions: { boost: { question: 2, phrasings: 1.5 }, ...options },
      })
      index.addAll(
        documents.map(({ id, question, body, phrasings }) => ({
          id,
          question: shape(question),
          body: shape(body),
          phrasings: shape(phrasings),
        })),
      )
      return (query) =>
        index
          .search(query)
          .slice(0, MOST_HITS)
          .map(({ id }) => id as string)
    },
  }
}

function fts5(name: string, tokenizer: string): Peer {
  return {
    name,
    open(documents, shape) {
      const db = new DatabaseSync(':memory:')
      db.exec(
        `CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, question, body, phrasings, tokenize = '${tokenizer}')`,
      )
      const insert = db.prepare('INSERT INTO docs VALUES (?, ?, ?, ?)')
      for (const { id, question, body, phrasings } of documents)
        insert.run(id, shape(question), shape(body), shape(phrasings))
      const select = db.prepare('SELECT id FROM docs WHERE docs MATCH ? ORDER BY bm25(docs, 0, 2, 1, 1.5) LIMIT 10')
      return (query) => {
        const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
        const terms = tokenizer === 'trigram' ? trigrams(words.join(' ')) : words
        if (terms.length === 0) return []
        return select.all([...new Set(terms)].map((term) => `"${term}"`).join(' OR ')).map((row) => row.id as string)
      }
    },
  }
}

function trigrams(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3))
}
