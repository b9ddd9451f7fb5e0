import { rawLetter, REPLY_ADDRESS } from './letter-of.ts'
import { type Language, MAIL_PROGRAMS, type MailProgram, type Quotation } from './mail-programs.ts'
import { LETTERS_OF_HOSTS } from './letters-of-hosts.ts'
import { LETTERS_OF_OUTLOOK_AND_APPLE } from './letters-of-outlook-and-apple.ts'
import { LETTERS_OF_PROGRAMS } from './letters-of-programs.ts'
import { TRICKY_LETTERS } from './tricky-letters.ts'

export interface CorpusLetter {
  name: string
  raw: string
  /** The writer's own words, in their order. */
  own: string
  /** Words that are quoted; none of them is among the own ones. */
  quoted: string
}

export const SHOP = { ru: 'Тропа', en: 'Tropa', de: 'Tropa' }

const OURS: Record<Language, string[]> = {
  ru: [
    'Здравствуйте, Ирма!',
    '',
    'Какого цвета нужна палатка?',
    'Сколько человек поедет в поход?',
    '',
    'Марина, магазин «Тропа»',
  ],
  en: [
    'Hello Irma,',
    '',
    'Which colour should the tent have?',
    'How many people are going to travel?',
    '',
    'Marina, Tropa outdoor store',
  ],
  de: [
    'Guten Tag Irma,',
    '',
    'Welche Farbe soll das Zelt haben?',
    'Wie viele Personen werden reisen?',
    '',
    'Marina, Tropa Ausrüstung',
  ],
}
const OWN: Record<Language, string[][]> = {
  ru: [
    ['Синяя подойдёт.', 'Нас трое, если дождь не помешает.'],
    ['Добрый день!\n\nНа сайте пишет:\nошибка 502', 'Заказ 10234, оплата прошла вчера в 21:40.'],
    ['Уже не надо, спасибо:\nкупили в другом месте', 'Деньги верните на карту, пожалуйста.'],
  ],
  en: [
    ['Blue, please.', 'Three of us, weather permitting.'],
    ['Good morning!\n\nOn the box somebody wrote:\nFRAGILE', 'Order 10234, paid yesterday at 9:40 pm.'],
    ['Not needed any more, thanks:\nbought elsewhere', 'Please refund my card.'],
  ],
  de: [
    ['Bitte blau.', 'Wir sind zu dritt.'],
    ['Schönen Abend!\n\nDer Fahrer schrieb mir:\nniemand da', 'Bestellung 10234, bezahlt um 9:40.'],
    ['Nicht mehr nötig, danke:\nschon gekauft', 'Erstattung auf meine Karte.'],
  ],
}
const SUBJECT: Record<Language, string> = {
  ru: 'Re: Тропа: ответ на ваш вопрос',
  en: 'Re: Tropa: an answer to your question',
  de: 'AW: Tropa: an answer to your question',
}
type Style = 'top' | 'bottom' | 'inline'
const mark = (text: string) => text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`))

/** As servers and programs break long lines: at 72 letters, without the mark in front of what was broken off. */
const wrapped = (head: string): string =>
  head
    .split('\n')
    .map((line) => (line.length > 60 ? line.replace(/^(.{30,72}) (?=\S)/, '$1\n') : line))
    .join('\n')

function textLetter(
  program: MailProgram,
  language: Language,
  style: Style,
  own: string[],
  q: Quotation,
  wrap: boolean,
): string {
  const head = wrap ? wrapped(program.head(language, q)) : program.head(language, q)
  const [first = '', second = ''] = own
  const quoted = program.marked ? mark(q.lines.join('\n')) : q.lines
  if (style === 'top') return [first, '', second, '', head, ...quoted].join('\n')
  if (style === 'bottom') return [head, ...quoted, '', first, '', second].join('\n')
  return [head, ...quoted.slice(0, 3), '', first, '', ...quoted.slice(3, 4), '', second, '', ...quoted.slice(4)].join(
    '\n',
  )
}

function htmlLetter(program: MailProgram, language: Language, style: Style, own: string[], q: Quotation): string {
  const paragraphs = (text = '') =>
    text
      .split('\n')
      .map((line) => `<div>${line || '<br>'}</div>`)
      .join('')
  const [first, second] = own
  const quotation = program.html?.(program.head(language, q), q.lines.join('\n'), language) ?? ''
  const body =
    style === 'top'
      ? `${paragraphs(first)}<p>${second}</p>${quotation}`
      : `${quotation}${paragraphs(first)}<p>${second}</p>`
  return `<html><head><style>p { margin: 0 }</style></head><body>${body}</body></html>`
}

function* generated(): Generator<CorpusLetter> {
  let turn = 0
  for (const program of MAIL_PROGRAMS)
    for (const language of ['ru', 'en', 'de'] as const) {
      const q: Quotation = {
        name: SHOP[language],
        address: REPLY_ADDRESS,
        to: 'visitor@mail.example',
        subject: SUBJECT[language].slice(4),
        lines: OURS[language],
      }
      const quoted = q.lines.join(' ')
      const styles: Style[] = program.inline ? ['top', 'bottom', 'inline'] : ['top']
      for (const style of styles) {
        const texts = OWN[language]
        const own = texts[turn++ % texts.length] as string[]
        const name = `${program.name}, ${language}, ${style}`
        const made = (kind: string, raw: string) => ({ name: `${name}, ${kind}`, raw, own: own.join('\n'), quoted })
        yield made('text', rawLetter('text/plain', textLetter(program, language, style, own, q, false)))
        yield made('wrapped text', rawLetter('text/plain', textLetter(program, language, style, own, q, true)))
        if (program.html && style !== 'inline')
          yield made('html', rawLetter('text/html', htmlLetter(program, language, style, own, q)))
      }
    }
}

export const LETTER_CORPUS: CorpusLetter[] = [
  ...generated(),
  ...[...TRICKY_LETTERS, ...LETTERS_OF_HOSTS, ...LETTERS_OF_OUTLOOK_AND_APPLE, ...LETTERS_OF_PROGRAMS].map(
    ({ name, body, type = 'text/plain', own = body, quoted = '' }) => ({
      name,
      raw: rawLetter(type, body),
      own,
      quoted,
    }),
  ),
]
