import type { Locale } from '#shared'

type Named = { name: string; value: string }

/** What feeds call by words of their own format, as a reader of the feed's language knows it. */
const NAMES: Record<string, Record<Locale, string>> = {
  color: { ru: 'Цвет', en: 'Colour' },
  size: { ru: 'Размер', en: 'Size' },
  material: { ru: 'Материал', en: 'Material' },
  pattern: { ru: 'Рисунок', en: 'Pattern' },
  product_weight: { ru: 'Вес', en: 'Weight' },
  product_length: { ru: 'Длина', en: 'Length' },
  product_width: { ru: 'Ширина', en: 'Width' },
  product_height: { ru: 'Высота', en: 'Height' },
  energy_efficiency_class: { ru: 'Класс энергоэффективности', en: 'Energy class' },
}
/** Numbers for whoever orders: they stand behind what a reader compares by. */
const NUMBERS: Record<string, Record<Locale, string>> = {
  vendorCode: { ru: 'Код производителя', en: 'Maker’s code' },
  mpn: { ru: 'Код производителя', en: 'Maker’s code' },
  gtin: { ru: 'Штрихкод', en: 'Barcode' },
  barcode: { ru: 'Штрихкод', en: 'Barcode' },
}
/** Fields of Google's own that are facts about a product. */
export const GOOGLE_FACTS = [...Object.keys(NAMES), 'mpn', 'gtin']

/** Under names of a language, each once, what is compared by before mere numbers. */
export function namedAttributes(raw: readonly Named[], locale: Locale): Named[] {
  const seen = new Set<string>()
  const sides = { facts: [] as Named[], numbers: [] as Named[] }
  for (const { name, value } of raw) {
    const said = (NAMES[name] ?? NUMBERS[name])?.[locale] ?? name
    const key = `${said.toLowerCase()} ${value.toLowerCase()}`
    if (seen.has(key)) continue
    seen.add(key)
    sides[Object.hasOwn(NUMBERS, name) ? 'numbers' : 'facts'].push({ name: said, value })
  }
  return [...sides.facts, ...sides.numbers]
}

/** Google's column of further facts: `Section:Name:Value, Section:Name:Value`, a comma or colon within a value stands in quotes or behind a backslash. */
export function productDetails(text: string): Named[] {
  return split(text, ',').flatMap((one) => {
    const parts = split(one, ':').map((part) => part.trim())
    if (parts.length < 2) return []
    const [name = '', value = ''] = parts.length === 2 ? parts : [parts[1], parts.slice(2).join(':')]
    return name && value ? [{ name, value }] : []
  })
}

/** Split by commas first: what the colons' turn has to know of keeps its mark until then. */
function split(text: string, by: ',' | ':'): string[] {
  const found: string[] = []
  let last = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign === '\\' && at + 1 < text.length) last += by === ',' ? sign + text[++at] : text[++at]
    else if (sign === '"') {
      quoted = !quoted
      if (by === ',') last += sign
    } else if (sign === by && !quoted) {
      found.push(last)
      last = ''
    } else last += sign
  }
  return [...found, last]
}
