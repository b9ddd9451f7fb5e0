import { describe, expect, it } from 'vitest'
import { type AttributeKind, readAttribute } from './read-attribute.ts'

const of = (kind: AttributeKind, given: unknown, options: string[] = []) =>
  readAttribute({ name: 'plan', kind, options }, given)
const refused = (because: string) => ({ ok: false, because })

describe('readAttribute', () => {
  it('takes each kind as the shop says it', () => {
    expect(of('text', ' Gold ')).toEqual({ ok: true, value: 'Gold' })
    expect(of('number', 1200.5)).toEqual({ ok: true, value: '1200.5' })
    expect(of('date', '2026-02-28')).toEqual({ ok: true, value: '2026-02-28' })
    expect(of('list', 'gold', ['gold', 'silver'])).toEqual({ ok: true, value: 'gold' })
    expect(of('link', 'https://shop.example/u/7')).toEqual({ ok: true, value: 'https://shop.example/u/7' })
  })
  it('takes away what is told as null or as nothing', () => {
    for (const given of [null, '']) expect(of('number', given)).toEqual({ ok: true, value: null })
    expect(of('text', '   ')).toEqual({ ok: true, value: null })
  })
  it('says why it does not take another', () => {
    expect(readAttribute(undefined, 'x')).toEqual(refused('unknown'))
    expect(of('text', 7)).toEqual(refused('no_text'))
    expect(of('text', 'x'.repeat(301))).toEqual(refused('too_long'))
    for (const given of ['12', Number.NaN, Number.POSITIVE_INFINITY])
      expect(of('number', given)).toEqual(refused('no_number'))
    for (const given of ['28.02.2026', '2026-02-30', 20260228]) expect(of('date', given)).toEqual(refused('no_date'))
    expect(of('list', 'Gold', ['gold'])).toEqual(refused('not_listed'))
    for (const given of ['javascript:alert(1)', 'shop.example', 'https://'])
      expect(of('link', given)).toEqual(refused('no_link'))
  })
})
