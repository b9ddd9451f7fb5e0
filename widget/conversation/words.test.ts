import type { VNode } from 'preact'
import { describe, expect, it } from 'vitest'
import { Words } from './words.tsx'

/** The drawn elements in a short form. */
function drawn(node: unknown): string {
  if (Array.isArray(node)) return node.map(drawn).join('')
  if (typeof node !== 'object' || node === null) return String(node ?? '')
  const { type, props } = node as VNode<{ href?: string; target?: string; start?: number; children?: unknown }>
  const inside = drawn(props.children)
  if (typeof type !== 'string') return inside
  return `<${type}${props.href ? ` ${props.href}` : ''}${props.target ?? ''}${props.start ?? ''}>${inside}</>`
}
const words = (text: string, rich = false) => drawn(Words({ text, rich }))

describe('the words of a message', () => {
  it('make links of addresses and numbers; only the web opens a window', () => {
    expect(words('https://a.example/x, help@a.example, +7 495 123-45-67')).toBe(
      '<a https://a.example/x_blank>https://a.example/x</>, <a mailto:help@a.example>help@a.example</>, <a tel:+74951234567>+7 495 123-45-67</>',
    )
  })
  it("draw an operator's lists, code and strong words, and only theirs", () => {
    const text = '**Важно:**\n- a\n- `b`\n\n2. x\n3. y\n```\nz\n```'
    expect(words(text, true)).toBe('<strong>Важно:</><ul><li>a</><li><code>b</></></><ol2><li>x</><li>y</></><pre>z</>')
    expect(words(text)).toBe(text)
  })
  it.each(['javascript:alert(1)', '<img src=x onerror=alert(1)>', '[x](javascript:alert(1))'])(
    'stay text: %s',
    (text) => {
      expect(words(text, true)).toBe(text)
    },
  )
})
