import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP link that holds every packet for as many milliseconds each way as it was last told, as a database in another building does. In a process of its own, so that nobody's CPU is counted for it. */
const [, , address = ''] = process.argv
const target = new URL(address)
let delayMs = 0
process.on('message', (told: { delayMs: number }) => (delayMs = told.delayMs))

const pass = (from: Socket, to: Socket) => {
  from.setNoDelay(true)
  from.on('data', (chunk) => {
    if (delayMs === 0) to.write(chunk)
    else setTimeout(() => to.writable && to.write(chunk), delayMs)
  })
  from.on('close', () => to.destroy())
  from.on('error', () => to.destroy())
}
const server = createServer((client) => {
  const database = connect(Number(target.port), target.hostname)
  pass(client, database)
  pass(database, client)
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
