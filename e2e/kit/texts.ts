import type { InterfaceLocale, Text } from '#shared'
import { deskTexts, type TextKey as DeskKey } from '../../site/locales/desk/texts.ts'
import { texts as chatDe } from '../../widget/locales/de/chat.ts'
import { texts as filesDe } from '../../widget/locales/de/files.ts'
import { texts as panelDe } from '../../widget/locales/de/panel.ts'
import { texts as chatEn } from '../../widget/locales/en/chat.ts'
import { texts as filesEn } from '../../widget/locales/en/files.ts'
import { texts as panelEn } from '../../widget/locales/en/panel.ts'
import type { TextKey as WidgetKey } from '../../widget/locales/keys.ts'
import { texts as chatRu } from '../../widget/locales/ru/chat.ts'
import { texts as filesRu } from '../../widget/locales/ru/files.ts'
import { texts as panelRu } from '../../widget/locales/ru/panel.ts'

const widgetTexts: Record<InterfaceLocale, Record<WidgetKey, Text>> = {
  en: { ...panelEn, ...chatEn, ...filesEn },
  de: { ...panelDe, ...chatDe, ...filesDe },
  ru: { ...panelRu, ...chatRu, ...filesRu },
}

/** The language of a browser whose reader speaks it. */
export const LANGUAGE: Record<InterfaceLocale, string> = { ru: 'ru-RU', en: 'en-GB', de: 'de-DE' }

/** Interface texts by the product's own keys, so that no test repeats a sentence. Plural texts are not asked for here. */
export const desk = (locale: InterfaceLocale, key: DeskKey): string => String(deskTexts[locale][key])
export const widget = (locale: InterfaceLocale, key: WidgetKey): string => String(widgetTexts[locale][key])

/** The text as a pattern: placeholders stand for anything. */
export const pattern = (text: string): RegExp =>
  new RegExp(
    text
      .split(/\{\w+\}/)
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*'),
  )
