import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Tokens as declared for a shadow root: name without the dashes → value. */
export type Tokens = ReadonlyMap<string, string>
type Theme = 'light' | 'dark'

const TOKENS = join(import.meta.dirname, 'tokens.css')
const WIDGET = join(import.meta.dirname, '../../widget/')
/** On pages where nobody has opened the panel. */
const STANDS_ALONE = join(WIDGET, 'invite/card.css')
const COMMENT = /\/\*[\s\S]*?\*\//g
const VAR = /var\(--([\w-]+)\)/g
/** The shop's own values stay variables: they are set where the widget runs. */
const BRAND = /^brand-(accent|accent-dark|radius)$/

/** What `:root, :host` declares, with the values a shadow root has of its own. */
export function readTokens(css: string): Tokens {
  const blocks = css.replace(COMMENT, '').matchAll(/(?<=^|\})\s*(?::root,\s*)?:host\s*\{([^}]*)\}/g)
  return new Map(
    [...blocks].flatMap(([, block = '']) =>
      [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()] as const),
    ),
  )
}

/**
 * A sheet of the widget as it is shipped: what never changes is written in (`var(--space-2)` → `8px`), what follows the
 * theme is declared for both, and nothing else of the token file is carried. `known`: names an earlier sheet has declared.
 */
export function compileSheet(css: string, tokens: Tokens, known: Set<string> = new Set()): string {
  const declared = new Set<string>()
  const body = css.replace(COMMENT, '').replace(VAR, (text, name: string) => {
    if (!tokens.has(name)) return text
    const value = resolve(text, tokens)
    if (!value.includes('light-dark(')) return value
    declared.add(name)
    return text
  })
  const fresh = [...declared].filter((name) => !known.has(name))
  for (const name of fresh) known.add(name)
  return minify(`${declarations(fresh, tokens)}${body}`)
}

function declarations(names: string[], tokens: Tokens): string {
  if (names.length === 0) return ''
  const inTheme = (theme: Theme) => names.map((name) => `--${name}:${pick(resolve(`var(--${name})`, tokens), theme)};`)
  // The shop's colour as it is, for browsers that cannot work one colour out of another.
  const plain = (theme: Theme) =>
    names
      .map((name) => [name, /^oklch\(from (var\([^)]*\))/.exec(pick(resolve(`var(--${name})`, tokens), theme))?.[1]])
      .filter(([, brand]) => brand)
      .map(([name, brand]) => `--${name}:${/wash/.test(`${name}`) ? 'var(--paper-sunken)' : brand};`)
  const both = (made: (theme: Theme) => string[]) =>
    made('light').length > 0
      ? `:host{${made('light').join('')}}:host([data-theme="dark"]){${made('dark').join('')}}`
      : ''
  const own = [...tokens].filter(([name]) => BRAND.test(name)).map(([name, value]) => `--${name}:${value};`)
  // The host's own scheme is reset with everything of the page's.
  const scheme = names.includes('paper')
  return [
    scheme
      ? `:host{${own.join('')}}.panel{color-scheme:light}:host([data-theme="dark"]) .panel{color-scheme:dark}`
      : '',
    both(inTheme),
    both(plain) && `@supports not (color:oklch(from red l c h)){${both(plain)}}`,
  ].join('')
}

/** Every variable of the token file replaced by its value, down to the shop's own. */
function resolve(text: string, tokens: Tokens): string {
  const next = text.replace(VAR, (whole, name: string) => (BRAND.test(name) ? whole : (tokens.get(name) ?? whole)))
  return next === text ? reckon(text) : resolve(next, tokens)
}

const SUM = /calc\(\s*(-?[\d.]+)(px|ms)\s*\*\s*(-?[\d.]+)\s*\)/g
const reckon = (text: string): string =>
  text.replace(SUM, (_, size: string, unit: string, times: string) => `${Number(size) * Number(times)}${unit}`)

/** One side of every `light-dark(…)`: shops are visited with browsers that do not know it. */
function pick(text: string, theme: Theme): string {
  const at = text.indexOf('light-dark(')
  if (at < 0) return text
  let depth = 0
  let comma = 0
  for (let end = at; end < text.length; end++) {
    if (text[end] === '(') depth++
    if (text[end] === ',' && depth === 1) comma = end
    if (text[end] !== ')' || --depth > 0) continue
    const side = theme === 'light' ? text.slice(at + 'light-dark('.length, comma) : text.slice(comma + 1, end)
    return pick(text.slice(0, at) + side.trim() + text.slice(end + 1), theme)
  }
  throw new Error(`light-dark( is not closed: ${text}`)
}

function minify(css: string): string {
  return reckon(css.replace(/\s+/g, ' '))
    .replace(/([^{};]*)([{};])/g, (_, part: string, end: string) => {
      const text = part.trim()
      const shorter = end === '{' ? text.replace(/ ?([>+~,]|:(?= )) ?/g, '$1').replaceAll('"', '') : inValues(text)
      return shorter + end
    })
    .replaceAll(';}', '}')
    .trim()
}

const inValues = (text: string): string =>
  text
    .replace(/ ?(,|!|(?<=[\w)]) [*/]) ?/g, (_, sign: string) => sign.trim())
    .replace(/([(,]) | (\))/g, '$1$2')
    .replace(/ ?: ?/, ':')
    .replace(/(?<![\w.])0(\.\d)/g, '$1')

/**
 * For the builds that hold the widget: `import css from './x.css?inline'` below `widget/` gives the sheet compiled from
 * the token file. The panel's sheet comes first, so those that load later declare only what it has not.
 */
export function tokenSheets() {
  /** The sheet with what it imports in its place; `taken` learns of every file. */
  const withImports = (path: string, taken: Set<string>): string => {
    taken.add(path)
    return readFileSync(path, 'utf8').replace(/@import "([^"]+)";/g, (_, other: string) =>
      withImports(join(dirname(path), other), taken),
    )
  }
  const compiled = (path: string, taken: Set<string>): string => {
    const tokens = readTokens(readFileSync(TOKENS, 'utf8'))
    const known = new Set<string>()
    const first = join(WIDGET, 'panel/panel.css')
    if (path !== first && path !== STANDS_ALONE) compileSheet(withImports(first, taken), tokens, known)
    return compileSheet(withImports(path, taken), tokens, known)
  }
  return {
    name: 'token-sheets',
    enforce: 'pre' as const,
    resolveId(id: string, importer: string | undefined) {
      if (!id.endsWith('.css?inline') || !importer) return
      const path = join(dirname(importer), id.replace('?inline', ''))
      return path.startsWith(WIDGET) ? `${path}.sheet.js` : undefined
    },
    load(this: { addWatchFile(path: string): void }, id: string) {
      if (!id.endsWith('.css.sheet.js')) return
      const path = id.replace(/\.sheet\.js$/, '')
      const taken = new Set([TOKENS])
      const sheet = compiled(path, taken)
      for (const file of taken) this.addWatchFile(file)
      return `export default ${JSON.stringify(sheet)}`
    },
  }
}
