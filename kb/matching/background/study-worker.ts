import { parentPort, workerData } from 'node:worker_threads'
import type { SearchEntry } from '../matcher.ts'
import { isWordOf, type WordTable } from '../repair/ordinary-words.ts'
import { study } from './study.ts'

/** What this worker is sent: the library in parts, then the word that it was all. */
export type StudyMessage = readonly SearchEntry[] | 'all'

/** Runs the study off the main loop and hands its result over without copying the table. */
const entries: SearchEntry[] = []
parentPort?.on('message', (message: StudyMessage) => {
  if (message !== 'all') {
    entries.push(...message)
    return
  }
  const result = study(entries, isWordOf(workerData as WordTable))
  parentPort?.postMessage(result, result.sharpened ? [result.sharpened.buffer] : [])
  parentPort?.close()
})
