import type { VNode } from 'preact'
import { describe, expect, it } from 'vitest'
import { Words } from './words.tsx'

/** The drawn parts as text, links as `[name](address)`, strong as `**text**`. */
function drawn(text: string, rich = false): string {
  const parts = (Words({ text, rich }) as VNode<{ children: unknown }>).props.children as unknown[]
  return parts
    .flat(3)
    .map((part) => {
      if (typeof part !== 'object' || part === null) return String(part)
      const { props } = part as VNode<{ address?: string; name?: string; children?: unknown }>
      return props.address ? `[${props.name}](${props.address})` : `**${String(props.children)}**`
    })
    .join('')
}

describe('the words of a message', () => {
  it('make links of addresses, without what ends the sentence', () => {
    expect(drawn('См. https://a.example/x?y=1. Потом (http://b.example)!')).toBe(
      'См. [https://a.example/x?y=1](https://a.example/x?y=1). Потом ([http://b.example](http://b.example))!',
    )
  })
  it.each(['javascript:alert(1)', 'data:text/html,x', '<img src=x onerror=alert(1)>', '[x](javascript:alert(1))'])(
    'stay text: %s',
    (text) => {
      expect(drawn(text, true)).toBe(text)
    },
  )
  it("take an operator's named links and strong words, and only theirs", () => {
    expect(drawn('**Важно:** [доставка](https://a.example/d)', true)).toBe('**Важно:** [доставка](https://a.example/d)')
    expect(drawn('**Важно**')).toBe('**Важно**')
    expect(
      (Words({ text: '**Важно**', rich: true }) as VNode<{ children: unknown[] }>).props.children[1],
    ).toMatchObject({ type: 'strong' })
    expect((Words({ text: '**Важно**' }) as VNode<{ children: unknown }>).props.children).toEqual(['**Важно**'])
  })
})
