import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locale } from '#shared'
import { readGolden } from '../../kb/matching/golden.ts'
import { CONTENT, demoLibrary } from '../../kb/testing/demo-library.ts'

/** Nobody looks for anything in one or two letters. */
const LEAST_LETTERS = 3
const SHOWN = 5

export interface Typing {
  locale: Locale
  questions: number
  prefixes: number
  /** Of all beginnings, as they are typed: the right answer stands among the five shown. */
  among: number
  /** Of the questions: it stands there when half of the letters are typed; when all are. */
  half: number
  whole: number
}

/** Types every golden question of the demo library that has an answer, letter by letter, as a visitor is shown it. */
export async function measureTyping(): Promise<Typing[]> {
  const { library, close } = await demoLibrary()
  const measured: Typing[] = []
  for (const locale of ['ru', 'en'] as const) {
    const questions = readGolden(readFileSync(join(CONTENT, 'golden', `${locale}.tsv`), 'utf8'))
    let [prefixes, among, half, whole, asked] = [0, 0, 0, 0, 0]
    for (const { query, answer } of questions) {
      if (!answer) continue
      asked++
      const letters = Array.from(query)
      for (let count = LEAST_LETTERS; count <= letters.length; count++) {
        const text = letters.slice(0, count).join('')
        const found = await library.find.match({
          text,
          site: 'tropa',
          locale,
          audience: 'public',
          limit: SHOWN,
          typing: true,
        })
        const isThere = found.hits.some(({ url }) => url.endsWith(`/${answer}`))
        prefixes++
        if (!isThere) continue
        among++
        if (count === Math.max(LEAST_LETTERS, Math.ceil(letters.length / 2))) half++
        if (count === letters.length) whole++
      }
    }
    const share = (part: number, of: number) => (of === 0 ? 0 : part / of)
    measured.push({
      locale,
      questions: asked,
      prefixes,
      among: share(among, prefixes),
      half: share(half, asked),
      whole: share(whole, asked),
    })
  }
  await close()
  return measured
}
