import { z } from 'zod'
import type { TextEncoder } from './text-encoder.ts'

/** A service that makes vectors in the form of OpenAI's `/v1/embeddings`: Ollama, TEI, vLLM, a gateway. */
export interface EmbeddingService {
  /** Where its interface begins (`https://…/v1`), or the whole address of `…/embeddings`. */
  url: string
  model: string
  key?: string | undefined
}

const AT_ONCE = 64
const BATCH_MS = 60_000

const Answered = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative(), embedding: z.array(z.number()).min(1) })),
})

/** Engine: the shop's own service; texts leave this machine for it. Rejects with what to mend when it refuses or answers anything else. */
export function embeddingService({ url, model, key }: EmbeddingService): TextEncoder {
  const address = /\/embeddings\/?$/.test(url) ? url : `${url.replace(/\/+$/, '')}/embeddings`
  let numbers: number | null = null

  return {
    atOnce: AT_ONCE,
    async encode(texts, limitMs) {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
        body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
        signal: AbortSignal.timeout(limitMs ?? BATCH_MS),
      })
      if (!response.ok) {
        await response.body?.cancel()
        throw new Error(`EMBED_URL answered ${response.status}`)
      }
      const answered = Answered.safeParse(await response.json())
      const data = answered.success ? answered.data.data.toSorted((one, other) => one.index - other.index) : []
      if (data.length !== texts.length) throw new Error('EMBED_URL does not answer as /v1/embeddings does')
      return data.map(({ embedding }) => {
        numbers ??= embedding.length
        if (embedding.length !== numbers)
          throw new Error(`EMBED_URL gave a vector of ${embedding.length} numbers after those of ${numbers}`)
        const size = Math.hypot(...embedding) || 1
        return Float32Array.from(embedding, (number) => number / size)
      })
    },
  }
}
