/**
 * What a shop answers when Firstline asks what has become of an order. Node alone, no dependency:
 *
 *   FIRSTLINE_SECRET=… PORT=4000 node order-hook.mjs
 *
 * The secret is under Desk → Site. Replace `orderOf` by a look into your own database.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { FIRSTLINE_SECRET: secret = '', HOST = '127.0.0.1', PORT = '4000' } = process.env
const LARGEST_BYTES = 16 * 1024

/** `customer` is the id you sign for `Firstline('identify', …)`. */
const ORDERS = new Map([
  [
    'T-104512',
    {
      customer: 'customer-7',
      status: 'On its way, arrives on 2 December',
      items: [
        { name: 'Tent “Pereval 3”', quantity: 1 },
        { name: 'Pegs, 20 cm', quantity: 8 },
      ],
      link: 'https://shop.example/orders/T-104512',
    },
  ],
])

/** People write T104512 or т-104512 for T-104512. */
const orderOf = (number) => ORDERS.get(number.toUpperCase().replace(/^[TТ][-–—‑ ]?/, 'T-'))

function isSigned(body, signature) {
  const right = createHmac('sha256', secret).update(body).digest()
  const given = Buffer.from(String(signature ?? ''), 'hex')
  return secret !== '' && given.length === right.length && timingSafeEqual(given, right)
}

async function bodyOf(request) {
  const parts = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > LARGEST_BYTES) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const server = createServer(async (request, response) => {
  const answer = (status, value) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }
  try {
    const body = request.method === 'POST' ? await bodyOf(request) : null
    if (!body || !isSigned(body, request.headers['x-firstline-signature'])) return answer(403, {})
    // `visitor` is null unless your server has vouched for them by `identify`.
    const { orderNumber, visitor } = JSON.parse(body.toString())
    const order = orderOf(String(orderNumber))
    if (!order) return answer(404, {})
    const { customer, ...shown } = order
    // Operators see every order; a visitor sees it only where this says so.
    answer(200, { ...shown, visitorMaySee: visitor?.id === customer })
  } catch {
    answer(400, {})
  }
})
server.listen(Number(PORT), HOST, () => {
  const { address, port } = server.address()
  console.log(`Listening on http://${address}:${port}`)
})
