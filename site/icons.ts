import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)
const drawn = new Map<string, string>()

/** Inner drawing of a Lucide icon (ISC licence), 24 × 24. Categories name theirs in the content, so they are read as they come. */
export function iconDrawing(name: string): string {
  const known = drawn.get(name)
  if (known !== undefined) return known
  const drawing = /^[a-z0-9-]+$/.test(name) ? read(name) : ''
  drawn.set(name, drawing)
  return drawing
}

function read(name: string): string {
  try {
    const svg = readFileSync(resolve(`lucide-static/icons/${name}.svg`), 'utf8')
    return svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s*\n\s*/g, '')
  } catch {
    return ''
  }
}
