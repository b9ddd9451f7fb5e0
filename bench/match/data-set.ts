import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

export interface Question {
  text: string
  answer: string
  split: 'promote' | 'test'
  kind: 'in' | 'far' | 'near' | 'real'
}

export interface DataSet {
  name: string
  locale: 'ru' | 'en'
  answers: { id: string; title: string; body: string }[]
  promote: Question[]
  test: Question[]
}

/** Reads `answers.tsv` and `queries.tsv` of a folder in the form `../shared/relevance/README.md` describes. */
export function readDataSet(folder: string): DataSet {
  const answers = readTable(join(folder, 'answers.tsv')).map((row) => ({
    id: row.id!,
    title: row.title ?? '',
    body: row.body ?? '',
  }))
  const questions = readTable(join(folder, 'queries.tsv')).map(
    (row): Question => ({
      text: row.query!,
      answer: row.answer_id!,
      split: row.split === 'promote' ? 'promote' : 'test',
      kind: (row.kind || 'in') as Question['kind'],
    }),
  )
  const letters = answers.map(({ title }) => title).join(' ')
  const cyrillic = letters.match(/[а-яё]/gi)?.length ?? 0
  return {
    name: basename(folder.replace(/\/+$/, '')),
    locale: cyrillic > letters.length / 3 ? 'ru' : 'en',
    answers,
    promote: questions.filter(({ split, kind }) => split === 'promote' && kind === 'in'),
    test: questions.filter(({ split }) => split === 'test'),
  }
}

function readTable(file: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  const columns = head!.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    return Object.fromEntries(columns.map((column, i) => [column.trim(), cells[i] ?? '']))
  })
}

/** mulberry32: a small seeded generator, 0 ≤ x < 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[copy[i], copy[j]] = [copy[j]!, copy[i]!]
  }
  return copy
}

/** `k` promoted questions per answer, drawn by seed; the rest are returned too. */
export function attach(set: DataSet, k: number, seed: number): { phrasings: Map<string, string[]>; rest: Question[] } {
  const phrasings = new Map<string, string[]>(set.answers.map(({ id }) => [id, []]))
  const rest: Question[] = []
  for (const question of shuffled(set.promote, seededRandom(seed))) {
    const list = phrasings.get(question.answer)
    if (list && list.length < k) list.push(question.text)
    else rest.push(question)
  }
  return { phrasings, rest }
}
