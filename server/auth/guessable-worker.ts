import { parentPort } from 'node:worker_threads'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'

/** The thread where a password is held against what leaked: its lists take a fifth of a second to read and 50 MB to hold. */
export type ToGuessableWorker = { password: string; own: string[] }
/** `score`: zxcvbn's, of 0 to 4. */
export type FromGuessableWorker = { score: number }

const lists = new ZxcvbnFactory({
  dictionary: {
    'passwords-common': common['passwords-common'],
    'commonWords-en': english['commonWords-en'],
    'firstnames-en': english['firstnames-en'],
  },
  graphs: adjacencyGraphs,
})

parentPort?.on('message', ({ password, own }: ToGuessableWorker) => {
  parentPort?.postMessage({ score: lists.check(password, own).score } satisfies FromGuessableWorker)
})
