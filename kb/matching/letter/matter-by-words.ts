import type { LexicalEngine } from '../lexical-engine.ts'
import type { MatchQuery } from '../matcher.ts'
import { matterOfLetter } from './matter-of-letter.ts'

/** Each sentence is a search of its own; `turn` is awaited before each. */
export function matterByWords(engine: LexicalEngine, query: MatchQuery, turn: () => Promise<void>): Promise<string> {
  return matterOfLetter(query.text, async (text) => {
    await turn()
    const read = engine.read({ ...query, text })
    const ranked = engine.rank(query, read)
    const judged = engine.judge(query, read, ranked, 'words')
    return judged && { ...judged, ofProduct: engine.entryAt(ranked[0]!.number).products.length > 0 }
  })
}
