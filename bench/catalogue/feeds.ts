import { createWriteStream, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'

/** Feeds as shops have them, of the same products in each: five facts, two pictures, a description of a page. */
export const KINDS = ['yml', 'google', 'tsv', 'csv'] as const
export type Kind = (typeof KINDS)[number]

const FACTS = { Вес: '3,4 кг', Цвет: 'зелёный', Материал: 'нейлон', Страна: 'Россия', Сезон: 'лето' }
const ABOUT = 'Лёгкая и прочная вещь для похода на выходные: держит дождь и ветер.'
const name = (at: number) => `Палатка Перевал ${at}`
const page = (at: number) => `https://bench.example/p/tent-${at}`
const picture = (at: number, side: string) => `https://cdn.bench.example/${at}-${side}.jpg`

interface Form {
  head: string
  one(at: number, price: number): string
  foot: string
}
const FORMS: Record<Kind, Form> = {
  yml: {
    head:
      '<?xml version="1.0" encoding="UTF-8"?>\n<yml_catalog date="2026-11-27 10:00"><shop><categories><category id="1">Снаряжение</category>' +
      '<category id="12" parentId="1">Палатки</category></categories><offers>\n',
    one: (at, price) =>
      `<offer id="SKU-${at}" available="true"><url>${page(at)}</url><price>${price}</price><currencyId>RUB</currencyId><categoryId>12</categoryId>` +
      `<picture>${picture(at, 'a')}</picture><picture>${picture(at, 'b')}</picture><name>${name(at)}</name><vendor>Перевал</vendor>` +
      `<description><![CDATA[<p>${ABOUT}</p>]]></description>${Object.entries(FACTS)
        .map(([fact, value]) => `<param name="${fact}">${value}</param>`)
        .join('')}</offer>\n`,
    foot: '</offers></shop></yml_catalog>\n',
  },
  google: {
    head: '<?xml version="1.0"?>\n<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>\n',
    one: (at, price) =>
      `<item><g:id>SKU-${at}</g:id><title>${name(at)}</title><link>${page(at)}</link><description>${ABOUT}</description>` +
      `<g:price>${price} RUB</g:price><g:availability>in_stock</g:availability><g:image_link>${picture(at, 'a')}</g:image_link>` +
      `<g:additional_image_link>${picture(at, 'b')}</g:additional_image_link><g:product_type>Снаряжение &gt; Палатки</g:product_type>` +
      `<g:brand>Перевал</g:brand>${Object.entries(FACTS)
        .map(
          ([fact, value]) =>
            `<g:product_detail><g:attribute_name>${fact}</g:attribute_name><g:attribute_value>${value}</g:attribute_value></g:product_detail>`,
        )
        .join('')}</item>\n`,
    foot: '</channel></rss>\n',
  },
  tsv: {
    head: 'id\ttitle\tdescription\tlink\tprice\tavailability\timage_link\tadditional_image_link\tproduct_type\tbrand\tproduct_detail\n',
    one: (at, price) =>
      `${[
        ...[`SKU-${at}`, name(at), ABOUT, page(at), `${price} RUB`, 'in_stock', picture(at, 'a'), picture(at, 'b')],
        ...['Снаряжение > Палатки', 'Перевал'],
        Object.entries(FACTS)
          .map(([fact, value]) => `О товаре:${fact}:${value.replace(',', '\\,')}`)
          .join(','),
      ].join('\t')}\n`,
    foot: '',
  },
  csv: {
    head: `Артикул;Наименование;Цена;Наличие;Ссылка;Фото;Категория;Бренд;Описание;${Object.keys(FACTS).join(';')}\n`,
    one: (at, price) =>
      `SKU-${at};"${name(at)}";"${price},00";да;${page(at)};${picture(at, 'a')},${picture(at, 'b')};Палатки;Перевал;"${ABOUT}";${Object.values(FACTS).join(';')}\n`,
    foot: '',
  },
}
const AT_A_TIME = 1_000

/** Products `from` up to `to`, each at its price. */
export async function writeFeed(
  path: string,
  kind: Kind,
  { from, to, price }: { from: number; to: number; price: (at: number) => number },
): Promise<void> {
  const file: WriteStream = createWriteStream(path)
  const { head, one, foot } = FORMS[kind]
  file.write(head)
  for (let at = from; at < to; at += AT_A_TIME) {
    const some = Array.from({ length: Math.min(AT_A_TIME, to - at) }, (_, n) => one(at + n, price(at + n)))
    if (!file.write(some.join(''))) await once(file, 'drain')
  }
  file.end(foot)
  await finished(file)
}
