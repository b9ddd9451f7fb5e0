import { parentPort, workerData } from 'node:worker_threads'
import { study } from './study.ts'

/** Runs the study off the main loop and hands its result over without copying the table. */
const result = study(workerData)
parentPort?.postMessage(result, result.sharpened ? [result.sharpened.buffer] : [])
