import { SaxesParser } from 'saxes'
import { BrokenFeed } from './feed-fault.ts'
import type { RawOffer } from './offer.ts'
import type { Element, OfferReader } from './offer-reader.ts'
import { googleOffers } from './google-offers.ts'
import { ymlOffers } from './yml-offers.ts'

const MOST_DEPTH = 50
const MOST_TEXT = 100_000

/** Reads XML as it comes, with nothing fetched and nothing unfolded: a feed that declares entities of its own is refused. Throws `BrokenFeed`. */
export function xmlReader(took: (offer: RawOffer) => void): { write(piece: string): void; close(): void } {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const open: Element[] = []
  const path: string[] = []
  let reader: OfferReader | null = null

  parser.on('error', (error) => {
    const words = error.message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '')
    if (/unclosed tag|unexpected end|does not contain a root/.test(words))
      throw new BrokenFeed(open.length > 0 ? 'cut_off' : 'not_a_feed', parser.line, words)
    throw new BrokenFeed('malformed', parser.line, words)
  })
  parser.on('doctype', (text) => {
    if (/<!ENTITY/i.test(text)) throw new BrokenFeed('entities', parser.line)
    if (/^\s*html\b/i.test(text)) throw new BrokenFeed('is_a_page', parser.line)
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = {
      name: plainName(name),
      attributes: attributes as Record<string, string>,
      text: '',
      line: parser.line,
    }
    if (open.length === 0) {
      if (/^html$/i.test(name)) throw new BrokenFeed('is_a_page', parser.line)
      reader = readerFor(element.name, took)
      if (!reader) throw new BrokenFeed('not_a_feed', parser.line, `<${name}>`)
    }
    if (open.length > MOST_DEPTH) throw new BrokenFeed('malformed', parser.line)
    reader?.opened(element, path)
    open.push(element)
    path.push(element.name)
  })
  const heard = (text: string) => {
    const inner = open.at(-1)
    if (inner && inner.text.length < MOST_TEXT) inner.text += text
  }
  parser.on('text', heard)
  parser.on('cdata', heard)
  parser.on('closetag', () => {
    path.pop()
    const element = open.pop()
    if (element) reader?.closed(element, path)
  })

  return { write: (piece) => void parser.write(piece), close: () => void parser.close() }
}

/** `g:price` and `price` are one. */
const plainName = (name: string) => name.replace(/^(g|c):/, '')

function readerFor(root: string, took: (offer: RawOffer) => void): OfferReader | null {
  if (root === 'yml_catalog') return ymlOffers(took)
  if (root === 'rss' || root === 'feed' || root === 'channel') return googleOffers(took)
  return null
}
