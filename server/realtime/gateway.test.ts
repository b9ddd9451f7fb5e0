import { EventEmitter } from 'node:events'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { linksByAddress } from './gateway.ts'

it('bounds the links of one address before they shake hands, and counts one less for each that closes', () => {
  const hold = linksByAddress((request) => String(request.headers['x-from']))
  const ask = (from: string) => {
    const request = new IncomingMessage(new Socket())
    request.headers['x-from'] = from
    return { admitted: hold(request, 2), close: () => EventEmitter.prototype.emit.call(request.socket, 'close') }
  }
  const first = ask('a')
  expect([first.admitted, ask('a').admitted, ask('a').admitted, ask('b').admitted]).toEqual([true, true, false, true])
  first.close()
  expect([ask('a').admitted, ask('a').admitted]).toEqual([true, false])
})
