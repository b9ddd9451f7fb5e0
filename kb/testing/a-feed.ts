import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** For tests: one offer as Yandex Market has it. */
export const anOffer = (
  id: string | number,
  { price = 24_990, name = `Палатка Перевал ${id}`, more = '' } = {},
): string =>
  `<offer id="${id}" available="true"><url>https://tropa.example/p/tent-${id}</url><price>${price}</price><currencyId>RUR</currencyId>` +
  `<categoryId>12</categoryId><picture>https://cdn.tropa.example/${id}.jpg</picture><name>${name}</name><vendor>Перевал</vendor>` +
  `<description><![CDATA[<p>Трёхместная&nbsp;палатка</p>]]></description><param name="Вес" unit="кг">3,4</param>${more}</offer>`

/** A feed around them. */
export const aYml = (offers: readonly string[], { encoding = 'UTF-8', head = '' } = {}): string =>
  `<?xml version="1.0" encoding="${encoding}"?>\n${head}<yml_catalog date="2026-11-27 10:00"><shop><name>Тропа</name>\n` +
  `<currencies><currency id="RUR" rate="1"/></currencies>\n<categories><category id="1">Снаряжение</category>` +
  `<category id="12" parentId="1">Палатки</category></categories>\n<offers>\n${offers.join('\n')}\n</offers></shop></yml_catalog>\n`

/** As windows-1251 writes Russian; anything else must be ASCII. */
export const asCyrillicBytes = (text: string): Buffer =>
  Buffer.from(
    [...text].map((sign) => {
      const code = sign.codePointAt(0) ?? 0
      if (sign === 'Ё') return 0xa8
      if (sign === 'ё') return 0xb8
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code
    }),
  )

/** Files that are gone when the test is over. */
export function feedFiles(): { write(bytes: string | Buffer): string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'firstline-feed-'))
  let count = 0
  return {
    write: (bytes) => {
      const path = join(dir, `feed-${count++}`)
      writeFileSync(path, bytes)
      return path
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}
