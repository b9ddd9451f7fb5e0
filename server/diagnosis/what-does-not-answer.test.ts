import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { whatDoesNotAnswer } from './what-does-not-answer.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Answers as Meilisearch does to a key it knows, and to others. */
async function aMeilisearch(known: string): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(request.headers.authorization === `Bearer ${known}` ? 200 : 403).end('{}')
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const asked = (url: string, key: string) =>
  whatDoesNotAnswer({ redisUrl: undefined, smtpUrl: undefined, meilisearch: { url, key } })

describe('what is said of services at the start', () => {
  it('is nothing of a Meilisearch that takes the key', async () => {
    expect(await asked(await aMeilisearch('right'), 'right')).toEqual([])
  })

  it('is that the key is refused', async () => {
    expect(await asked(await aMeilisearch('right'), 'wrong')).toEqual([
      expect.stringContaining('rejects the key in MEILI_KEY'),
    ])
  })

  it('is that nothing answers', async () => {
    const url = await aMeilisearch('right')
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
    expect(await asked(url, 'right')).toEqual([expect.stringContaining('MEILI_URL is not responding')])
  })
})
