import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOCALES, type Locale } from '#shared'

/** Golden questions follow the answers they ask for: a category or an address that was renamed at the desk is renamed in them. */
export function writeGolden(
  dir: string,
  movedTo: (locale: Locale, category: string, slug: string) => string | null,
  put: (path: string, text: string) => void,
): void {
  const folder = join(dir, 'golden')
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const locale = LOCALES.find((known) => name === `${known}.tsv` || name.startsWith(`${known}-`))
    if (!locale || !name.endsWith('.tsv')) continue
    const before = readFileSync(join(folder, name), 'utf8')
    const after = before.replace(
      /^([^\t\n]*\t)([^\t\n/]+)\/([^\t\n/]+?)(?=\s*(?:\t|$))/gm,
      (line, query, category, slug) => {
        const path = movedTo(locale, category, slug)
        return path === null ? line : `${query}${path.slice(`/${locale}/`.length)}`
      },
    )
    if (after !== before) put(`golden/${name}`, after)
  }
}
