import { parentPort, workerData } from 'node:worker_threads'
import { silent } from '../../log.ts'
import { unwatched } from '../../work.ts'
import { LexicalEngine } from '../lexical-engine.ts'
import type { PastQuestion, PlannedChange, SearchEntry } from '../matcher.ts'
import { SharpenedWeights } from '../ranking/sharpened-weights.ts'
import type { WordTable } from '../repair/ordinary-words.ts'
import type { ReplayState } from './replay-state.ts'
import { replayQuestions } from './replay-questions.ts'

export interface ReplayNeeds extends Omit<ReplayState, 'entries'> {
  words: WordTable
  change: PlannedChange
}
/** The library and the questions in parts, then the word that it was all. */
export type ReplayMessage = { entries: readonly SearchEntry[] } | { questions: readonly PastQuestion[] } | 'all'

const { words, change, sharpened, ...state } = workerData as ReplayNeeds
const entries: SearchEntry[] = []
const questions: PastQuestion[] = []

parentPort?.on('message', async (message: ReplayMessage) => {
  if (message !== 'all') {
    if ('entries' in message) entries.push(...message.entries)
    else questions.push(...message.questions)
    return
  }
  const kept = { recall: async () => null, keep: async () => {} }
  const engine = new LexicalEngine({ log: silent, began: unwatched, words, kept, meaning: null })
  // Closed, it studies nothing and renews nothing: it is here for these questions alone.
  await engine.close()
  engine.setLearnt(state.learnt)
  if (state.judgements) engine.judgements.goOnFrom(state.site, state.judgements)
  await engine.setSynonyms(state.site, state.synonyms)
  await engine.build(entries)
  engine.held.sharpen(sharpened && new SharpenedWeights(sharpened))
  parentPort?.postMessage(await replayQuestions(engine, state, questions, change))
  parentPort?.close()
})
