import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { NearAnswer } from '../meaning/meaning.ts'
import type { SearchEntry } from '../matcher.ts'
import { isWordOf, type WordTable } from '../repair/ordinary-words.ts'
import type { AskMeaning } from './cross-fit.ts'
import { study } from './study.ts'

/** What this worker is sent: the library in parts, then the word that it was all. */
export type StudyMessage = readonly SearchEntry[] | 'all'
export interface StudyNeeds {
  words: WordTable
  /** To the thread that knows meanings; null: there is none. */
  meaning: MessagePort | null
}

const { words, meaning } = workerData as StudyNeeds

/** Runs the study off the main loop and hands its result over without copying the table. */
const entries: SearchEntry[] = []
parentPort?.on('message', async (message: StudyMessage) => {
  if (message !== 'all') {
    entries.push(...message)
    return
  }
  const result = await study(entries, isWordOf(words), meaning && asking(meaning))
  meaning?.close()
  parentPort?.postMessage(result, result.sharpened ? [result.sharpened.buffer] : [])
  parentPort?.close()
})

/** Asks the other thread; when it ends, nothing more is known of meaning. */
function asking(port: MessagePort): AskMeaning {
  const ended = new Promise<null>((resolve) => port.once('close', () => resolve(null)))
  return (phrasings) => {
    const answered = new Promise<NearAnswer[][]>((resolve) => port.once('message', resolve))
    port.postMessage(phrasings)
    return Promise.race([answered, ended])
  }
}
