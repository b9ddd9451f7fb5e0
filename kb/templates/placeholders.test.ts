import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillPlaceholders, placeholderFaults, unfilledIn, withFallbacks } from './placeholders.ts'

describe('fillPlaceholders', () => {
  it('puts values in, and fallbacks where there is none', () => {
    expect(
      fillPlaceholders('Здравствуйте, {{visitor.name|друг}}! Я {{ operator.name }}.', {
        visitor: { name: ' ' },
        operator: { name: 'Оля' },
      }),
    ).toEqual({ text: 'Здравствуйте, друг! Я Оля.', unfilled: [] })
  })

  it('leaves visible and names what has neither', () => {
    expect(fillPlaceholders('{{operator.name}} {{order.number}} {{operator.name}}', {})).toEqual({
      text: '{{operator.name}} {{order.number}} {{operator.name}}',
      unfilled: ['operator.name', 'order.number'],
    })
  })

  it.each([
    'constructor.constructor("x")()',
    '__proto__',
    'visitor.__proto__',
    'toString',
    'visitor',
    'visitor.name.length',
    'hasOwnProperty',
    '',
  ])('knows no %j', (name) => {
    expect(fillPlaceholders(`{{${name}}}`, { visitor: { name: 'Анна' } })).toEqual({
      text: `{{${name}}}`,
      unfilled: [name],
    })
    expect(placeholderFaults(`{{${name}}}`).unknown).toHaveLength(1)
  })

  it('never reads a value again, and takes it for one line of text', () => {
    const { text } = fillPlaceholders('{{visitor.name|x}}', {
      visitor: { name: '{{operator.name}}\n$& $1' },
      operator: { name: 'Оля' },
    })
    expect(text).toBe('{{operator.name}} $& $1')
  })

  it('takes no value that is not text', () => {
    expect(
      fillPlaceholders('{{visitor.name|x}}', { visitor: { name: { toString: () => 'evil' } as never } }).text,
    ).toBe('x')
  })

  it('is bounded: a million placeholders give at most 64 KB', () => {
    expect(
      fillPlaceholders('{{visitor.name|x}}'.repeat(200_000), { visitor: { name: 'a'.repeat(10_000) } }).text.length,
    ).toBeLessThanOrEqual(65_536)
  })

  it('leaves no known placeholder of a text without faults unfilled by fallback', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('{{visitor.name|a}}', '{{order.number|b}}', '{{', '}}', '|', '{{site.name}}'),
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('')
        const faults = placeholderFaults(text)
        if (faults.unknown.length + faults.withoutFallback.length > 0) return
        expect(
          fillPlaceholders(text, { site: { name: 'Тропа' } }).unfilled.filter(
            (name) => name !== 'operator.name' && name !== 'site.hours',
          ),
        ).toEqual([])
      }),
    )
  })
})

describe('placeholderFaults', () => {
  it('names what is unknown and where', () => {
    expect(placeholderFaults('a {{visitor.nam}} {{site.name}}').unknown).toEqual([
      { name: 'visitor.nam', fallback: null, start: 2, end: 17 },
    ])
  })

  it('asks for a fallback where the value may be missing', () => {
    expect(
      placeholderFaults('{{visitor.name}} {{operator.name}} {{product.sku| }}').withoutFallback.map(({ name }) => name),
    ).toEqual(['visitor.name', 'product.sku'])
  })

  it.each(['{{visitor.name', 'visitor.name}}', '{{a|{{b}}}}', '{{visitor.name|a\nb}}'])('refuses broken %j', (text) =>
    expect(placeholderFaults(text).unknown.length).toBeGreaterThan(0),
  )
})

it('withFallbacks reads as the text a visitor may get', () =>
  expect(withFallbacks('Да, {{visitor.name|друг}}, {{site.name}}')).toBe('Да, друг, '))
it('unfilledIn names each placeholder once', () =>
  expect(unfilledIn('{{order.number|x}} {{order.number}} {{a}}')).toEqual(['order.number', 'a']))
