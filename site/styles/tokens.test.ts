import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contrast, fromHex, linearRgb, type Oklch } from '#shared'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const THEMES = ['light', 'dark'] as const
type Theme = (typeof THEMES)[number]

/** Everything between the brackets that open at `from`, split at commas of the first level. */
function splitArguments(text: string, from: number): string[] {
  const parts: string[] = []
  let depth = 0
  let start = from + 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return [...parts, text.slice(start, at).trim()]
    else if (text[at] === ',' && depth === 1) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  throw new Error('unbalanced brackets')
}

function token(name: string, theme: Theme, brand: Record<Theme, Oklch>): Oklch {
  const declared = new RegExp(`--${name}:\\s*light-dark`).exec(css)
  if (!declared) throw new Error(`--${name} is not in tokens.css`)
  const value = splitArguments(css, declared.index + declared[0].length)[theme === 'light' ? 0 : 1] ?? ''
  const from = /^oklch\(\s*from var\(--brand-accent(-dark)?\)\s+(.+)\)$/s.exec(value)
  if (!from) {
    const [l = 0, c = 0, h = 0] = value
      .replace(/^oklch\(|\)$/g, '')
      .split(/\s+/)
      .map(Number)
    return { l, c, h }
  }
  const source = brand[from[1] ? 'dark' : 'light']
  const [l = '', c = ''] = from[2]?.match(/(?:[a-z]+\((?:[^()]|\([^()]*\))*\)|\S+)/g) ?? []
  return { l: compute(l, source), c: compute(c, source), h: source.h }
}

/** The little of CSS arithmetic that the token file uses. */
function compute(expression: string, { l, c }: Oklch): number {
  const body = expression.replaceAll('calc', '').replaceAll('min', 'Math.min').replaceAll('max', 'Math.max')
  return Number(new Function('l', 'c', `return ${body}`)(l, c))
}

const own: Record<Theme, Oklch> = {
  light: fromHex(/--brand-accent: (#\w+)/.exec(css)?.[1] ?? ''),
  dark: fromHex(/--brand-accent-dark: (#\w+)/.exec(css)?.[1] ?? ''),
}
/** What shops may pick: the whole circle of hues, pale to deep, grey to loud; the same colour in both themes is the careless choice. */
const brands: Record<Theme, Oklch>[] = []
for (let h = 0; h < 360; h += 15)
  for (const l of [0.05, 0.3, 0.45, 0.6, 0.75, 0.9, 0.99])
    for (const c of [0, 0.05, 0.12, 0.2, 0.3]) brands.push({ light: { l, c, h }, dark: { l, c, h } })

const SURFACES = ['paper', 'paper-raised', 'paper-sunken', 'paper-hover']
const TEXT_CONTRAST = 4.5
const SHAPE_CONTRAST = 3

describe.each(THEMES)('tokens of the %s theme', (theme) => {
  const ratio = (front: string, back: string, brand = own) =>
    contrast(linearRgb(token(front, theme, brand)), linearRgb(token(back, theme, brand)))

  it.each(['ink', 'ink-soft', 'good', 'warn', 'bad'])('--%s is readable on every surface', (text) => {
    for (const surface of SURFACES) expect(ratio(text, surface), surface).toBeGreaterThanOrEqual(TEXT_CONTRAST)
  })
  it.each(['good', 'warn', 'bad'])('--%s is readable on its own wash', (text) => {
    expect(ratio(text, `${text}-wash`)).toBeGreaterThanOrEqual(TEXT_CONTRAST)
  })
  it('text is readable on washes and marks', () => {
    for (const wash of ['good-wash', 'warn-wash', 'bad-wash', 'accent-wash', 'mark'])
      expect(ratio('ink', wash), wash).toBeGreaterThanOrEqual(TEXT_CONTRAST)
    for (const wash of ['accent-wash', 'mark'])
      expect(ratio('ink-soft', wash), wash).toBeGreaterThanOrEqual(TEXT_CONTRAST)
  })
  it.each(['line-strong', 'focus'])('--%s is seen on every surface', (shape) => {
    for (const surface of SURFACES) expect(ratio(shape, surface), surface).toBeGreaterThanOrEqual(SHAPE_CONTRAST)
  })
  it('any colour of a shop reads as a link, on its wash and under the text of a button', () => {
    for (const brand of brands) {
      const { l, c, h } = brand[theme]
      const which = `oklch(${l} ${c} ${h})`
      for (const surface of [...SURFACES, 'accent-wash'])
        expect(ratio('accent', surface, brand), `${which} on ${surface}`).toBeGreaterThanOrEqual(TEXT_CONTRAST)
      for (const fill of ['accent', 'accent-hover'])
        expect(ratio('accent-ink', fill, brand), `on ${fill} ${which}`).toBeGreaterThanOrEqual(TEXT_CONTRAST)
      expect(ratio('ink-soft', 'accent-wash', brand), `soft text on the wash of ${which}`).toBeGreaterThanOrEqual(
        TEXT_CONTRAST,
      )
    }
  })
})

describe('the token file', () => {
  it('keeps space on a 4-px grid and motion within 150 ms', () => {
    const spaces = [...css.matchAll(/--space-\d+: (\d+)px/g)].map(([, pixels]) => Number(pixels))
    const times = [...css.matchAll(/--(?:fast|calm): (\d+)ms/g)].map(([, ms]) => Number(ms))
    expect(spaces.length).toBeGreaterThan(8)
    expect(spaces.filter((pixels) => pixels % 4 !== 0)).toEqual([])
    expect(times.filter((ms) => ms > 150)).toEqual([])
  })
  it('knows contrast: black on white is 21, and a colour survives the way through OKLCH', () => {
    expect(contrast(linearRgb({ l: 0, c: 0, h: 0 }), linearRgb({ l: 1, c: 0, h: 0 }))).toBeCloseTo(21, 1)
    expect(contrast(linearRgb(fromHex('#767676')), linearRgb(fromHex('#ffffff')))).toBeCloseTo(4.54, 2)
  })
})
