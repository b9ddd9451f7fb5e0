import type { Locale } from '#shared'
import { decodedFeed } from './decode-feed.ts'
import { BrokenFeed } from './feed-fault.ts'
import { type Offer, type RawOffer, type Skipped, understood } from './offer.ts'
import { type FurtherColumn, readTable, type TableSettings } from './read-table.ts'
import { xmlReader } from './read-xml.ts'

export interface ReadFeed {
  offers: number
  /** Left out, the first of them; `skippedTotal` counts all. */
  skipped: Skipped[]
  skippedTotal: number
  /** Of a table: which of its columns may be shown as facts about a product. */
  further: FurtherColumn[]
}

export const MOST_OFFERS = 200_000
const SHOWN_SKIPPED = 20
/** From here on a feed is taken for broken, not for one with a few bad lines. */
const MOST_SKIPPED = 0.5

/**
 * Reads a feed of any kind, told apart by how it begins. `took` is called for each product in the order of the file, `between`
 * is awaited now and then so that the reader does not run ahead. Throws `BrokenFeed`.
 */
export async function readFeed(
  path: string,
  { columns = {}, attributes = null, ...said }: TableSettings & { currency: string; locale: Locale },
  took: (offer: Offer) => void,
  between: () => Promise<void> = async () => {},
): Promise<ReadFeed> {
  const read: ReadFeed = { offers: 0, skipped: [], skippedTotal: 0, further: [] }
  let unreadable = 0
  const seen = new Set<string>()
  const skip = (line: number, sku: string, why: Skipped['why']) => {
    read.skippedTotal++
    if (why !== 'twice') unreadable++
    if (read.skipped.length < SHOWN_SKIPPED) read.skipped.push({ line, sku: sku.slice(0, 80), why })
  }
  const takeRaw = (raw: RawOffer) => {
    const understanding = understood(raw, said)
    if ('why' in understanding) return skip(raw.line, raw.sku ?? '', understanding.why)
    const { offer } = understanding
    if (seen.has(offer.sku)) return skip(raw.line, offer.sku, 'twice')
    if (seen.size >= MOST_OFFERS) throw new BrokenFeed('too_many_offers', raw.line, String(MOST_OFFERS))
    seen.add(offer.sku)
    read.offers++
    took(offer)
  }

  const pieces = decodedFeed(path)
  const first = await pieces.next()
  const beginning: string = (first.value ?? '').replace(/^\ufeff/, '')
  const all = (async function* () {
    yield beginning
    for await (const piece of pieces) yield piece
  })()
  if (/^\s*</.test(beginning)) {
    if (/^\s*(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html)\b/i.test(beginning)) throw new BrokenFeed('is_a_page', 1)
    const reader = xmlReader(takeRaw)
    for await (const piece of all) {
      reader.write(piece)
      await between()
    }
    reader.close()
  } else read.further = await readTable(all, { columns, attributes }, takeRaw, between)

  if (read.offers === 0 && read.skippedTotal === 0) throw new BrokenFeed('no_offers')
  if (unreadable > (read.offers + unreadable) * MOST_SKIPPED) {
    const worst = read.skipped.find(({ why }) => why !== 'twice') ?? read.skipped[0]
    throw new BrokenFeed('mostly_unreadable', worst?.line ?? null, worst ? worst.why : null)
  }
  return read
}
