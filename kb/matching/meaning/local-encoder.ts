import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createSentenceEncoder } from './encoder/sentence-encoder.ts'
import type { TextEncoder } from './text-encoder.ts'

export interface ModelFiles {
  weights: string
  pieces: string
}

/** Engine: the sentence encoder on this machine; texts leave it for nowhere. */
export async function localEncoder({ weights, pieces }: ModelFiles): Promise<TextEncoder> {
  const encoder = await createSentenceEncoder({ weights, pieces: readFileSync(pieces), rows: rowsBeside(weights) })
  return {
    // so that a question waits for no more than one text
    atOnce: 1,
    async encode(texts) {
      return texts.map((text) => encoder.encode(text))
    },
  }
}

/** Rows are laid down in the order of `READ`: another order needs another name. */
export const rowsBeside = (weights: string): string => join(dirname(weights), 'rows-1.bin')
