import { describe, expect, it } from 'vitest'
import type { Live } from '../realtime/live.ts'
import { mailRoutes } from './mail-routes.ts'
import { onError } from './problems/problem.ts'

const SECRET = 's'.repeat(32)
type Received = Awaited<ReturnType<Live['receiveMail']>>
const doorOf = (receiveMail: (raw: Uint8Array) => Promise<Received>, secret: string | undefined = SECRET) => {
  const app = mailRoutes({ live: { receiveMail }, inboundMailSecret: secret })
  app.onError(onError({ error: () => {} }))
  return (body: BodyInit = 'letter', bearer = SECRET) =>
    app.request('/mail/inbound', {
      method: 'POST',
      body,
      headers: { Authorization: `Bearer ${bearer}` },
      // A stream has no length.
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    })
}

describe('POST /api/mail/inbound', () => {
  it('is not there without the secret', async () => {
    const taken = async (): Promise<Received> => ({ ok: true, conversationId: 'cnv_1' })
    expect((await doorOf(taken)('letter', 'wrong')).status).toBe(404)
    expect((await doorOf(taken)()).status).toBe(200)
  })
  it('answers what is not taken with 200 and the reason, so that no mail host bounces it', async () => {
    const answer = await doorOf(async () => ({ ok: false, code: 'automatic' }))()
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ taken: false, reason: 'automatic' })
  })
  it('hands a letter on byte for byte, with or without a length', async () => {
    const got: Uint8Array[] = []
    const door = doorOf(async (raw) => {
      got.push(raw)
      return { ok: true, conversationId: 'cnv_1' }
    })
    const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251)
    await door(bytes)
    await door(new Blob([bytes]).stream())
    expect(got.map((one) => Buffer.from(bytes).equals(one))).toEqual([true, true])
  })
  it('asks to come again where the letter could not be kept', async () => {
    const answer = await doorOf(async () => ({ ok: false, code: 'unavailable' }))()
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toBe('30')
  })
  it('holds two letters at a time, in the order they came, and asks the 67th to come again', async () => {
    const letGo: (() => void)[] = []
    let holding = 0
    let most = 0
    const post = doorOf(async () => {
      most = Math.max(most, ++holding)
      await new Promise<void>((resolve) => letGo.push(resolve))
      holding -= 1
      return { ok: true, conversationId: 'cnv_1' }
    })
    const answers = Array.from({ length: 66 }, () => post())
    expect((await post()).status).toBe(429)
    for (let over = 0; over < 66; over++) {
      await expect.poll(() => letGo.length).toBeGreaterThan(over)
      letGo[over]?.()
    }
    expect((await Promise.all(answers)).map((one) => one.status)).toEqual(Array(66).fill(200))
    expect(most).toBe(2)
  })
})
