import { NEEDED_COLUMNS } from '#shared'
import { type CsvError, parse } from 'csv-parse'
import { BrokenFeed } from './feed-fault.ts'
import { type Columns, columnsOf } from './columns.ts'
import { availabilityOf, categoriesOf, googleOffer } from './google-offers.ts'
import type { RawOffer } from './offer.ts'

const MOST_COLUMNS = 300

/** A column that is no field of a product but may be shown as a fact about it; `internal`: it looks like the shop's own affair. */
export interface FurtherColumn {
  name: string
  internal: boolean
}
/** How a shop reads its tables; `attributes` null: all further columns but those that look internal. */
export interface TableSettings {
  columns?: Columns
  attributes?: readonly string[] | null
}
const MOST_RECORD = 200_000
const HEADINGS_MOST = 20_000
const DELIMITERS = ['\t', ';', ',', '|'] as const
/** What the shop's own people keep in their tables and no visitor is to read. */
const INTERNAL =
  /(?<!\p{L})(закуп\p{L}*|себестоимость|маржа|наценка|поставщик\p{L}*|оптов\p{L}*|склад[аеы]?|резерв|служебн\p{L}*|комментари[йи]|менеджер|cost|margin|markup|wholesale|supplier|warehouse|comments?)(?!\p{L})/iu
/** Headings nobody needs as a fact about a product. */
const NO_ATTRIBUTE =
  /^(id|title|link|mobile_link|image_link|additional_image_link|price|sale_price|condition|availability|description|google_product_category|product_type|item_group_id|shipping.*|custom_label_\d|ads_.*|.*_date|identifier_exists|adult|tax.*)$/i

/**
 * A table with headings in its first line: Google's TSV by its own names, any other by columns that are guessed or chosen. Says
 * which further columns there are.
 */
export async function readTable(
  pieces: AsyncIterable<string>,
  settings: TableSettings,
  took: (offer: RawOffer) => void,
  between: () => Promise<void>,
): Promise<FurtherColumn[]> {
  const { first, all } = await withFirstLine(pieces)
  const delimiter = delimiterOf(first)
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    relax_quotes: delimiter === '\t',
    ...(delimiter === '\t' ? { quote: null } : {}),
    max_record_size: MOST_RECORD,
    info: true,
  })
  let reader: TableReader | null = null
  parser.on('readable', () => {
    for (let row = parser.read(); row !== null; row = parser.read()) {
      const { record, info } = row as { record: string[]; info: { lines: number } }
      try {
        if (reader) took(reader.read(record, info.lines))
        else reader = readerOf(record, settings)
      } catch (error) {
        parser.destroy(error as Error)
        return
      }
    }
  })
  const done = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve)
    parser.on('error', (error: Error & Partial<CsvError> & { lines?: number }) => {
      if (error instanceof BrokenFeed) return reject(error)
      const code = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'cut_off' : 'malformed'
      reject(new BrokenFeed(code, error.lines ?? null, error.message))
    })
  })
  done.catch(() => {})
  for await (const piece of all) {
    if (parser.destroyed) break
    if (!parser.write(piece)) await Promise.race([new Promise((resolve) => parser.once('drain', resolve)), done])
    await between()
  }
  if (!parser.destroyed) parser.end()
  await done
  return (reader as TableReader | null)?.further ?? []
}

interface TableReader {
  read(fields: string[], line: number): RawOffer
  further: FurtherColumn[]
}

/** The pieces again, and what stands before the first line break. */
async function withFirstLine(pieces: AsyncIterable<string>): Promise<{ first: string; all: AsyncGenerator<string> }> {
  const source = pieces[Symbol.asyncIterator]()
  let held = ''
  let ended = false
  while (!/[\r\n]/.test(held) && held.length < HEADINGS_MOST && !ended) {
    const { value, done } = await source.next()
    ended = done === true
    held += value ?? ''
  }
  const first = /^[^\r\n]*/.exec(held)?.[0] ?? ''
  if (/^\s*<(!doctype html|html)/i.test(held)) throw new BrokenFeed('is_a_page', 1)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is no text holds them
  if (/[\u0000-\u0008]/.test(held.slice(0, 4_000))) throw new BrokenFeed('not_a_feed', 1)
  return {
    first,
    all: (async function* () {
      yield held
      for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
    })(),
  }
}

function delimiterOf(first: string): string {
  const counts = DELIMITERS.map((sign) => ({ sign, count: first.split(sign).length - 1 }))
  const best = counts.reduce((one, other) => (other.count > one.count ? other : one))
  if (best.count === 0) throw new BrokenFeed('not_a_feed', 1, first.slice(0, 80))
  return best.sign
}

function readerOf(headings: string[], { columns: chosen = {}, attributes = null }: TableSettings): TableReader {
  const names = headings.slice(0, MOST_COLUMNS).map((name) => name.trim())
  const at = (name: string | undefined) => (name === undefined ? -1 : names.indexOf(name))
  const lower = names.map((name) =>
    name
      .toLowerCase()
      .replace(/^g:/, '')
      // `product_detail(section_name:attribute_name:attribute_value)` says what stands in it.
      .replace(/\(.*\)$/, '')
      .replaceAll(' ', '_'),
  )
  const isGoogle = ['id', 'title', 'price', 'link'].every((name) => lower.includes(name))
  const columns = columnsOf(names, chosen)
  if (isGoogle && Object.keys(chosen).length === 0)
    return {
      further: [],
      read(fields, line) {
        const byName = Object.fromEntries(lower.map((name, index) => [name, fields[index]?.trim() || undefined]))
        return googleOffer({ line, pictures: picturesOf(byName), attributes: [] }, byName)
      },
    }
  if (NEEDED_COLUMNS.some((field) => columns[field] === undefined))
    throw new BrokenFeed('columns_needed', 1, JSON.stringify(names.filter(Boolean).slice(0, 60)))
  const taken = new Set(Object.values(columns))
  const further = [...new Set(names)].flatMap((name) =>
    name && !taken.has(name) && !NO_ATTRIBUTE.test(name) ? [{ name, internal: INTERNAL.test(name) }] : [],
  )
  const shown = new Set(
    further.filter(({ name, internal }) => attributes?.includes(name) ?? !internal).map(({ name }) => name),
  )
  const others = names.flatMap((name, index) => (shown.has(name) ? [{ name, index }] : []))
  const indices = Object.fromEntries(Object.entries(columns).map(([field, name]) => [field, at(name)]))
  const read: TableReader['read'] = (fields, line) => {
    const value = (field: keyof Columns) => fields[indices[field] ?? -1]?.trim() ?? ''
    return {
      line,
      sku: value('sku'),
      name: value('name'),
      price: value('price'),
      oldPrice: value('oldPrice'),
      currency: value('currency'),
      availability: availabilityOf(value('availability')),
      url: value('url'),
      pictures: value('picture').split(/[,|\s]+/),
      categories: categoriesOf(value('category')),
      vendor: value('vendor'),
      description: value('description'),
      attributes: others.flatMap(({ name, index }) => (fields[index]?.trim() ? [{ name, value: fields[index] }] : [])),
    }
  }
  return { read, further }
}

const picturesOf = ({
  image_link: first = '',
  additional_image_link: others = '',
}: Record<string, string | undefined>) => `${first},${others}`.split(',')
