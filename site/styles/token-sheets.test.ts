import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileSheet, readTokens, tokenSheets } from './token-sheets.ts'

const ROOT = join(import.meta.dirname, '../..')
const tokens = readTokens(readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8'))

/** Widths of lines and rings, and steps of a pixel; everything longer is a token. */
const LINE = /^-?[0-3]px$/
const LENGTH = /-?\d*\.?\d+(?:px|rem|pt|ms|s)\b/g
const COLOUR =
  /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(|\b(?:white|black|red|green|blue|gr[ae]y|silver|orange|yellow|gold|purple|pink|navy|teal)\b/gi
const NUMBERED = /^(font|font-weight|line-height)$/
/** A skeleton waits before it shows, so that what is quick flashes nothing. */
const PATIENCE = 'animation: 0.25s'
/** The colour under initials follows the name: its hue is set where the face is drawn. */
const FACE = ['background: oklch(', 'color: oklch(']

/** What a sheet says by itself instead of by a token: a colour, a length of more than a line, a duration, a weight. */
function literalsIn(css: string): string[] {
  return [...css.replace(/\/\*[\s\S]*?\*\/|@media[^{]*/g, '').matchAll(/([\w-]+):\s*([^;{}]+);/g)].flatMap(
    ([, property = '', value = '']) => {
      const own = value.replace(/var\([^()]*\)|color\(\s*from[\s\S]*/g, '')
      const found = [...(own.match(COLOUR) ?? []), ...(own.match(LENGTH) ?? []).filter((one) => !LINE.test(one))]
      if (NUMBERED.test(property)) found.push(...(own.match(/(?<![\w.-])\d[\d.]*(?![\w%])/g) ?? []))
      return found.map((one) => `${property}: ${one}`)
    },
  )
}

const sheets = globSync('widget/**/*.css', { cwd: ROOT }).map((path) => ({
  path,
  css: readFileSync(join(ROOT, path), 'utf8'),
}))

describe('the sheets of the widget', () => {
  it('take every colour, size, corner and duration from the token file', () => {
    expect(sheets.length).toBe(15)
    // The launcher's second ring is as wide as its first and the gap together.
    const own = new Set([PATIENCE, 'box-shadow: 8px', ...FACE])
    for (const { path, css } of sheets) {
      expect(
        literalsIn(css).filter((one) => !own.has(one)),
        path,
      ).toEqual([])
    }
  })
  it.each([
    ['color: #fff;', 'color: #fff'],
    ['border: 1px solid white;', 'border: white'],
    ['background: color-mix(in srgb, oklch(0.5 0 0) 8%, var(--paper));', 'background: oklch('],
    ['padding: var(--space-1) 6px;', 'padding: 6px'],
    ['border-radius: calc(var(--radius) + 4px);', 'border-radius: 4px'],
    ['font: 500 var(--text-s) / 1.3 var(--font);', 'font: 500'],
    ['line-height: 1.45;', 'line-height: 1.45'],
    ['transition: opacity 0.2s;', 'transition: 0.2s'],
  ])('would be caught with “%s”', (planted, says) => {
    expect(literalsIn(`.x { ${planted} }`)).toContain(says)
  })
  it('name only tokens, and what the launcher and the brand set where they run', () => {
    const atRun = new Set(['left', 'right', 'offset-x', 'offset-y', 'layer', 'launcher', 'brand-type', 'hue'])
    for (const { path, css } of sheets)
      for (const [, name = ''] of css.matchAll(/var\(--([\w-]+)/g))
        expect(tokens.has(name) || atRun.has(name), `${path}: --${name}`).toBe(true)
  })
  it('are written nowhere else', () => {
    const sources = globSync('widget/**/*.{ts,tsx}', { cwd: ROOT }).filter((path) => !/\.test\.ts|testing\//.test(path))
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.filter((path) => /[\w>)\]]\{[\w-]+:/.test(readFileSync(join(ROOT, path), 'utf8')))).toEqual([])
  })
  it('hide what is only said as help centre and desk do; what hides on small screens alone stands there', () => {
    const hiding = globSync('{site,widget}/**/*.css', { cwd: ROOT }).filter((path) =>
      /^ {2}clip-path: inset\(50%\)/m.test(readFileSync(join(ROOT, path), 'utf8')),
    )
    expect(hiding).toEqual(['site/styles/unseen.css'])
  })
})

describe('a compiled sheet', () => {
  const from = (css: string, known?: Set<string>) => compileSheet(css, tokens, known)

  it('has what never changes written in, worked out for a shadow root', () => {
    expect(from('.x {\n  padding: var(--space-2) var(--space-4);\n  font-size: var(--text-s);\n}')).toBe(
      '.x{padding:8px 16px;font-size:15px}',
    )
  })
  it('grows its corners from the shop’s own', () => {
    expect(from('.x { border-radius: var(--radius-l); }')).toBe('.x{border-radius:calc(var(--brand-radius)*1.5)}')
  })
  it('declares for both themes what follows them, and nothing else', () => {
    expect(from('.x { color: var(--good); }')).toBe(
      ':host{--good:oklch(.49 .11 150)}:host([data-theme=dark]){--good:oklch(.8 .13 152)}.x{color:var(--good)}',
    )
  })
  it('declares nothing that an earlier sheet has', () => {
    const known = new Set<string>()
    from('.x { color: var(--good); }', known)
    expect(from('.y { color: var(--good); }', known)).toBe('.y{color:var(--good)}')
  })
  it('falls back to the shop’s colour as it is where none can be worked out of it', () => {
    expect(from('.x { color: var(--accent); }')).toContain(
      '@supports not (color:oklch(from red l c h)){:host{--accent:var(--brand-accent)}:host([data-theme=dark]){--accent:var(--brand-accent-dark)}}',
    )
  })
  it('keeps the spaces that mean something', () => {
    expect(from('.a :is(b, i) > *, li + li { margin: calc(100% - 2 * 1vw) 0 !important; content: ""; }')).toBe(
      '.a :is(b,i)>*,li+li{margin:calc(100% - 2*1vw) 0!important;content:""}',
    )
  })
  it('leaves no token unresolved but those it declares', () => {
    const plugin = tokenSheets()
    for (const { path } of sheets) {
      const code = plugin.load.call({ addWatchFile() {} }, `${join(ROOT, path)}.sheet.js`) ?? ''
      const first = plugin.load.call({ addWatchFile() {} }, `${join(ROOT, 'widget/panel/panel.css')}.sheet.js`) ?? ''
      const declared = new Set([...`${code}${first}`.matchAll(/--([\w-]+):/g)].map(([, name]) => name))
      for (const [, name = ''] of code.matchAll(/var\(--([\w-]+)/g))
        expect(declared.has(name) || !tokens.has(name), `${path}: --${name}`).toBe(true)
      expect(code).not.toMatch(/light-dark|@import|1rem/)
    }
  })
})
