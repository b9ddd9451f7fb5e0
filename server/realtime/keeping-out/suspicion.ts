import { createHmac } from 'node:crypto'
import { foldWords } from '#shared'
import type { Site } from '#kb'
import type { Holding } from '../../chat/moves/keeping-out/held.ts'

/** Nothing that is said further on makes a text another one. */
const LOOKED_AT = 20_000
/** Shorter beginnings are alike by nature: a greeting repeated is no flood. */
const LEAST_REPEATED = 20
const KEY_LENGTH = 22
const LINK = /(?:https?:\/\/|\bwww\.)([^\s/?#"'<>]{1,200})|\b(?:t|wa)\.me\//giu

/** What of a beginning is looked at before it reaches anybody, as its site has set it. */
export function holdingOf(site: Pick<Site, 'guard' | 'url' | 'origins'> | null, text: string): Holding | undefined {
  const guard = site?.guard
  if (!guard) return undefined
  const { words, links, flood, repeats } = guard
  if (words.length === 0 && !links && flood === 0 && repeats === 0) return undefined
  const read = text.slice(0, LOOKED_AT)
  const because = holdsWord(read, words) ? 'words' : links && linksElsewhere(read, site) ? 'links' : null
  return { because, flood, repeats }
}

/** Whole words, or their beginnings where the list says `word*`; several words stand one after another. */
export function holdsWord(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return false
  const said = ` ${foldWords(text)} `
  return words.some((word) => {
    const looked = foldWords(word)
    return looked !== '' && said.includes(word.trim().endsWith('*') ? ` ${looked}` : ` ${looked} `)
  })
}

/** A link to a page that is not the shop's own. */
export function linksElsewhere(text: string, { url, origins }: Pick<Site, 'url' | 'origins'>): boolean {
  const own = [url, ...origins].filter((one) => URL.canParse(one)).map((one) => bare(new URL(one).host))
  return [...text.matchAll(LINK)].some(([, host]) => host === undefined || !own.includes(bare(host)))
}

const bare = (host: string): string => host.toLowerCase().replace(/^www\./, '')

/** By what the same words are known again, without the words. null: the site does not look, or they say too little. */
export function openingKeyOf(secret: string, hold: Holding | undefined, text: string): string | null {
  if (!hold || hold.repeats === 0) return null
  const words = foldWords(text.slice(0, LOOKED_AT))
  return words.length < LEAST_REPEATED
    ? null
    : createHmac('sha256', secret).update(`opening.${words}`).digest('base64url').slice(0, KEY_LENGTH)
}
