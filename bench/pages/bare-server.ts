import { createServer } from 'node:http'

/** The baseline: the same bytes and headers from memory, over nothing but `node:http`. */
const answers = new Map<string, { headers: Record<string, string>; body: Buffer }>()
const server = createServer((request, response) => {
  const answer = answers.get(request.url ?? '')
  if (!answer) return void response.writeHead(404).end()
  response.writeHead(200, { ...answer.headers, 'content-length': answer.body.length })
  response.end(answer.body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
process.on('message', ({ path, headers, body }: { path: string; headers: Record<string, string>; body: string }) => {
  answers.set(path, { headers, body: Buffer.from(body, 'base64') })
  process.send?.({ kept: path })
})
process.on('disconnect', () => process.exit(0))
