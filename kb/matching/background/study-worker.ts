import { parentPort, workerData } from 'node:worker_threads'
import type { SearchEntry } from '../matcher.ts'
import { isWordOf, type WordTable } from '../repair/ordinary-words.ts'
import { study } from './study.ts'

/** Runs the study off the main loop and hands its result over without copying the table. */
const { entries, words } = workerData as { entries: SearchEntry[]; words: WordTable }
const result = study(entries, isWordOf(words))
parentPort?.postMessage(result, result.sharpened ? [result.sharpened.buffer] : [])
