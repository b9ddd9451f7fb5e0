import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkitten'

const { resolve } = createRequire(import.meta.url)
/** The family has one file per script; a letter is taken from the first that has it. */
const FILES = ['latin', 'cyrillic', 'latin-ext', 'cyrillic-ext'].map(
  (script) => `@fontsource-variable/golos-text/files/golos-text-${script}-wght-normal.woff2`,
)
let fonts: Font[] | undefined
const outlines = new Map<string, { d: string; advance: number } | null>()

export interface TextLine {
  /** `d` of each glyph in font units, with its distance from the line's beginning. */
  glyphs: { d: string; at: number }[]
  width: number
}

/** Text as outlines: a picture made on a server must not depend on the fonts that are installed there. Sizes are in `unitsPerEm` of 1000. */
export function setLine(text: string): TextLine {
  const glyphs: TextLine['glyphs'] = []
  let width = 0
  for (const letter of text.replaceAll('\u00a0', ' ')) {
    const outline = outlineOf(letter)
    if (!outline) continue
    if (outline.d) glyphs.push({ d: outline.d, at: width })
    width += outline.advance
  }
  return { glyphs, width }
}

/** Read once per letter: the files hold a few hundred. Null: no file has it. */
function outlineOf(letter: string): { d: string; advance: number } | null {
  const known = outlines.get(letter)
  if (known !== undefined) return known
  fonts ??= FILES.map((file) => create(readFileSync(resolve(file))) as Font)
  const code = letter.codePointAt(0) ?? 0
  const glyph = fonts.find((one) => one.hasGlyphForCodePoint(code))?.glyphForCodePoint(code)
  const outline = glyph ? { d: glyph.path.toSVG(), advance: glyph.advanceWidth } : null
  if (outline) outlines.set(letter, outline)
  return outline
}

/** Lines no wider than `most`, broken at spaces; of a text that needs more than `lines` the last ends in an ellipsis. */
export function wrapText(text: string, most: number, lines: number): TextLine[] {
  const written: string[] = []
  for (const word of text.split(' ')) {
    const longer = written.length > 0 ? `${written.at(-1)} ${word}` : word
    if (written.length > 0 && setLine(longer).width <= most) written[written.length - 1] = longer
    else written.push(word)
  }
  const kept = written.slice(0, lines)
  if (written.length > lines) kept[lines - 1] = `${kept[lines - 1]?.replace(/[\s,;:.–—-]+$/u, '')}…`
  return kept.map(setLine)
}
