import { describe, expect, it } from 'vitest'
import { blockKeys, subnetOf } from '../../visitors/block-keys.ts'
import { gateOf } from './gate.ts'
import { holdsWord, linksElsewhere } from './suspicion.ts'

const secret = 's'.repeat(64)
const log = { info: () => {}, warn: () => {}, error: () => {} }
const anna = { site: 'shop', visitorId: 'vis_anna', verifiedId: null, mail: null, address: 'a', subnet: 'b' }

describe('the gate', () => {
  const until = '2026-11-27T12:00:00.000Z'
  const at = (time: string) => Date.parse(`2026-11-27T${time}Z`)
  const rows = (key: string | undefined) => [{ site: 'shop', scope: 'chat', until, kind: 'visitor', key }]

  it('opens by itself when the time is over, and is another for each site', async () => {
    let now = at('11:59:59')
    const all = async () => rows(blockKeys(secret, anna).visitor) as never
    const gate = gateOf({ sql: { all }, secret, now: () => now, log })
    expect(await gate.keptOut(anna)).toEqual({ scope: 'chat', until })
    expect(await gate.keptOut({ ...anna, site: 'other' })).toBeNull()
    expect(await gate.keptOut({ ...anna, visitorId: 'vis_boris' })).toBeNull()
    now = at('12:00:01')
    expect(await gate.keptOut(anna)).toBeNull()
  })
  it('keeps out whom it kept out while the database does not answer, and nobody else', async () => {
    let now = at('10:00:00')
    let answers = true
    const all = async () => {
      if (!answers) throw new Error('gone')
      return rows(blockKeys(secret, anna).visitor) as never
    }
    const gate = gateOf({ sql: { all }, secret, now: () => now, log })
    expect(await gate.keptOut(anna)).not.toBeNull()
    answers = false
    now += 10_000
    expect(await gate.keptOut(anna)).not.toBeNull()
    gate.forget()
    expect(await gate.keptOut(anna)).toBeNull()
  })
})

describe('what a block knows somebody by', () => {
  it('is no id and no address, and differs by kind', () => {
    const keys = blockKeys(secret, { ...anna, verifiedId: '4711', mail: 'Anna+x@example.com' })
    expect(new Set(Object.values(keys)).size).toBe(5)
    expect(JSON.stringify(keys)).not.toMatch(/anna|4711/i)
    expect(keys.mailbox).toBe(blockKeys(secret, { ...anna, mail: 'anna@example.com' }).mailbox)
  })
  it('is for a network the /24, or the /48 of IPv6', () => {
    expect(subnetOf('203.0.113.7')).toBe('203.0.113.0/24')
    expect(subnetOf('2001:db8:5:1::/64')).toBe('2001:db8:5::/48')
  })
})

describe('listed words', () => {
  it('are found whole, in any case, several in a row, and by their beginning where that is said', () => {
    for (const text of ['Казино!', 'лучшее КАЗИНО', 'онлайн-казино'])
      expect(holdsWord(text, ['казино']), text).toBe(true)
    for (const text of ['казиношный', 'мои вещи', '']) expect(holdsWord(text, ['казино', '*', '!!']), text).toBe(false)
    expect(holdsWord('казиношный', ['казин*'])).toBe(true)
    expect(holdsWord('быстрый, лёгкий заработок', ['легкий заработок'])).toBe(true)
  })
})

describe('a link', () => {
  const shop = { url: 'https://shop.test/ru', origins: ['https://blog.shop.test'] }
  it('leads elsewhere unless it is to a page of the shop', () => {
    for (const text of [
      'https://evil.example',
      'смотри www.evil.example',
      't.me/spam',
      'http://shop.test.evil.example/',
    ])
      expect(linksElsewhere(text, shop), text).toBe(true)
    for (const text of ['https://shop.test/p/1', 'www.shop.test', 'https://blog.shop.test', 'размер 42.5', 'a.b'])
      expect(linksElsewhere(text, shop), text).toBe(false)
  })
})
