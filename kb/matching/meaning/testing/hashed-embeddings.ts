import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EmbeddingService } from '../embedding-service.ts'
import { tokenise } from '../../text/tokenise.ts'

const LENGTH = 24

/** For tests: a service in the form of `/v1/embeddings` that takes any text, and finds texts alike that share words. */
export async function hashedEmbeddings(): Promise<{ at: EmbeddingService; close(): void }> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const { input } = JSON.parse(body) as { input: string[] }
    const data = input.map((text, index) => ({ index, embedding: vectorOf(text) }))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    at: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, model: 'hashed-words' },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function vectorOf(text: string): number[] {
  const vector = new Array<number>(LENGTH).fill(0.1)
  for (const word of tokenise(text)) {
    let hash = 7
    for (const letter of word) hash = (hash * 31 + letter.codePointAt(0)!) % 1_000_003
    vector[hash % LENGTH]! += hash % 2 === 0 ? 1 : -1
  }
  return vector
}
