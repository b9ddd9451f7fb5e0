import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const SITE = `id: tropa
name: { ru: Тропа, en: Tropa }
url: https://tropa.example
mail: help@tropa.example
brand: { color: '#1a7f5a', colorDark: '#5fd3a6', radius: 10, logo: tropa.svg }
greeting: { ru: Здравствуйте!, en: Hello! }
timeZone: Europe/Moscow
hours: { mon: ['9:00-21:00'], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
`
const CATEGORIES = ['delivery', 'returns', 'templates']
  .map(
    (slug) =>
      `- slug: ${slug}\n  icon: truck\n  audience: ${slug === 'templates' ? 'operators' : 'public'}\n  title: { ru: Раздел, en: Section }\n  description: { ru: О разделе, en: About it }\n`,
  )
  .join('')
const PRODUCT = `sku: TR-1101
slug: pereval-3
name: { ru: Палатка Перевал 3, en: Pereval 3 tent }
category: { ru: Палатки, en: Tents }
price: 12990
summary: { ru: Палатка для троих., en: A tent for three. }
attributes: []
`
export const anAnswerFile = (question: string, body: string, more = ''): string =>
  `---\nquestion: ${question}\nphrasings:\n  - почём доставка\n  - сколько стоит привезти\naudience: public\nproducts: []\n${more}---\n${body}\n`

/** A small content folder for tests; `files` replace or add, null removes. */
export function aContentFolder(files: Record<string, string | null> = {}): {
  dir: string
  write: (path: string, text: string) => void
  remove: () => void
} {
  const dir = mkdtempSync(join(tmpdir(), 'firstline-content-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  const all: Record<string, string | null> = {
    'categories.yaml': CATEGORIES,
    'sites/tropa.yaml': SITE,
    'sites/tropa.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8"/></svg>\n',
    'products/pereval-3.yaml': PRODUCT,
    'dictionaries/shop.ru.txt': '# Слова магазина\nсамовывоз\nТропа\n',
    'ru/delivery/delivery-cost.md': anAnswerFile('Сколько стоит доставка?', 'Курьером — 390 ₽.'),
    'en/delivery/delivery-cost.md':
      '---\nquestion: How much is delivery?\nphrasings:\n  - delivery price\naudience: public\nproducts:\n  - TR-1101\n---\nBy courier, 390 ₽.\n',
    'ru/templates/hello.md':
      '---\nquestion: Приветствие\naudience: operators\nproducts: []\nshortcut: hi\n---\nЗдравствуйте, {{visitor.name|друг}}! Это {{operator.name}}.\n',
    ...files,
  }
  for (const [path, text] of Object.entries(all)) if (text !== null) write(path, text)
  return { dir, write, remove: () => rmSync(dir, { recursive: true, force: true }) }
}
