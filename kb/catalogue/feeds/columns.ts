import { COLUMN_FIELDS, type ColumnField } from '#shared'

/** Which heading stands for which field; every other column is an attribute if `attributes` names it. */
export type Columns = Partial<Record<ColumnField, string>>

const USUAL: Record<ColumnField, RegExp> = {
  sku: /^(id|sku|артикул|арт\.?|код( товара)?|product[ _]?id|item[ _]?id|vendor[ _]?code|номенклатура\.?код)$/,
  name: /^(title|name|название|наименование( товара)?|товар|product[ _]?name|имя)$/,
  price: /^(price|цена( продажи| розничная)?|розничная цена|стоимость)$/,
  oldPrice: /^(old[ _]?price|старая цена|цена до скидки|compare at price)$/,
  currency: /^(currency([ _]?id)?|валюта)$/,
  availability: /^(availability|available|наличие|в наличии|остаток|количество|stock|quantity|qty)$/,
  url: /^(link|url|ссылка|адрес( страницы)?|страница)$/,
  picture: /^(image[ _]?link|image|picture|photo|картинка|изображение|фото|img)$/,
  category: /^(product[ _]?type|category|категория|раздел|группа|каталог)$/,
  vendor: /^(brand|vendor|бренд|производитель|марка)$/,
  description: /^(description|описание|summary|аннотация)$/,
}

/** Columns whose headings say what they are; `chosen` by a person come first. */
export function columnsOf(headings: readonly string[], chosen: Columns = {}): Columns {
  const columns: Columns = {}
  const taken = new Set<string>()
  const put = (field: ColumnField, heading: string | undefined) => {
    if (heading === undefined || columns[field] !== undefined || taken.has(heading)) return
    columns[field] = heading
    taken.add(heading)
  }
  for (const field of COLUMN_FIELDS)
    if (chosen[field] !== undefined && headings.includes(chosen[field])) put(field, chosen[field])
  for (const field of COLUMN_FIELDS)
    put(
      field,
      headings.find((heading) => USUAL[field].test(heading.trim().toLowerCase())),
    )
  return columns
}
