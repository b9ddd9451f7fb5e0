import { TEXT_PLACES, type TextPlace } from '#kb'
import { type InterfaceLocale, isInterfaceLocale, type Text } from '#shared'
import { PAGE_TEXTS } from '#page-texts'
import { WIDGET_TEXTS } from '#widget-texts'
import { LETTER_TEXTS } from '../../mail/mail-texts.ts'

type InEach = Partial<Record<InterfaceLocale, Readonly<Record<string, Text>>>>
/** Everything a visitor may read of the interface, as we say it. A shop may say it otherwise. */
export const VISITOR_TEXTS: Record<TextPlace, InEach> = {
  widget: WIDGET_TEXTS,
  pages: PAGE_TEXTS,
  letters: LETTER_TEXTS,
}

/** The same by text, each in its languages. */
export const visitorTexts = (): { place: TextPlace; key: string; texts: Partial<Record<InterfaceLocale, Text>> }[] =>
  TEXT_PLACES.flatMap((place) => {
    const inEach = Object.entries(VISITOR_TEXTS[place])
    return Object.keys(VISITOR_TEXTS[place].en ?? {}).map((key) => ({
      place,
      key,
      texts: Object.fromEntries(inEach.flatMap(([locale, texts]) => (texts[key] ? [[locale, texts[key]]] : []))),
    }))
  })

type Own = Record<TextPlace, Partial<Record<string, Record<string, Text>>>>
const formsOf = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text))
const namesIn = (text: Text): string[] =>
  formsOf(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))

/** What of a shop's own texts can never be said: there is no such text, it is not one that counts, or a placeholder means nothing there. */
export function wrongTexts(own: Own): { path: [place: TextPlace, locale: string, key: string]; because: TextFault }[] {
  return (Object.keys(VISITOR_TEXTS) as TextPlace[]).flatMap((place) =>
    Object.entries(own[place]).flatMap(([locale, texts = {}]) =>
      Object.entries(texts).flatMap(([key, text]) => {
        const because = faultOf(isInterfaceLocale(locale) ? VISITOR_TEXTS[place][locale]?.[key] : undefined, text)
        return because ? [{ path: [place, locale, key] as [TextPlace, string, string], because }] : []
      }),
    ),
  )
}

export type TextFault = 'unknown' | 'forms' | 'placeholder'
function faultOf(ours: Text | undefined, own: Text): TextFault | null {
  if (ours === undefined) return 'unknown'
  if (typeof own !== typeof ours) return 'forms'
  if (typeof own !== 'string' && Object.keys(own).some((form) => !Object.hasOwn(ours as object, form))) return 'forms'
  const known = new Set(namesIn(ours))
  return namesIn(own).every((name) => known.has(name)) ? null : 'placeholder'
}
