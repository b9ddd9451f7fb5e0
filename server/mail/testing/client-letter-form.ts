import type { Tricky } from './tricky-letters.ts'

export const V = 'visitor@mail.example'
export const OURS = {
  ru: ['Здравствуйте, Ирма!', '', 'Какого цвета нужна палатка?', 'Марина из команды «Тропа»'],
  en: ['Hello Irma,', '', 'Which colour should the tent have?', 'Marina from the store team'],
  de: ['Guten Tag Irma,', '', 'Welche Farbe soll das Zelt haben?', 'Marina aus dem Laden'],
}
const QUOTED = { ru: OURS.ru.join(' '), en: OURS.en.join(' '), de: OURS.de.join(' ') }
type Language = keyof typeof OURS
const esc = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
export const marked = (language: Language, mark = '> ') => OURS[language].map((line) => `${mark}${line}`.trimEnd())
export const br = (language: Language) => OURS[language].map(esc).join('<br>')

/** `head` and what is around it, the own words above. */
export const text = (
  name: string,
  language: Language,
  own: string,
  around: (string | string[])[],
  more = '',
): Tricky => ({
  name,
  body: [own, '', ...around.flat()].join('\n'),
  own,
  quoted: `${QUOTED[language]} ${more}`.trim(),
})
export const html = (name: string, language: Language, own: string, body: string, more = ''): Tricky => ({
  name,
  type: 'text/html',
  body: `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>${body}</body></html>`,
  own,
  quoted: `${QUOTED[language]} ${more}`.trim(),
})
