import { readFileSync } from 'node:fs'
import type { SynonymGroup } from '../matcher.ts'

/** Shop words every library shares (one group per line, members separated by commas), written by hand for this project. */
export function generalSynonyms(): Pick<SynonymGroup, 'words'>[] {
  return ['ru', 'en'].flatMap((locale) =>
    readFileSync(new URL(`./general-${locale}.txt`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#'))
      .map((line) => ({ words: line.split(',').map((word) => word.trim()) })),
  )
}
