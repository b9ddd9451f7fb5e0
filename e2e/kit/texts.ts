import type { InterfaceLocale } from '#shared'
import { deskTexts, type TextKey as DeskKey } from '../../site/locales/desk/texts.ts'
import type { TextKey as WidgetKey } from '../../widget/locales/keys.ts'
import { WIDGET_TEXTS } from '../../widget/locales/index.ts'

/** The language of a browser whose reader speaks it. */
export const LANGUAGE: Record<InterfaceLocale, string> = { ru: 'ru-RU', en: 'en-GB', de: 'de-DE' }

/** Interface texts by the product's own keys, so that no test repeats a sentence. Plural texts are not asked for here. */
export const desk = (locale: InterfaceLocale, key: DeskKey): string => String(deskTexts[locale][key])
export const widget = (locale: InterfaceLocale, key: WidgetKey): string => String(WIDGET_TEXTS[locale][key])

/** The text as a pattern: placeholders stand for anything. */
export const pattern = (text: string): RegExp =>
  new RegExp(
    text
      .split(/\{\w+\}/)
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*'),
  )
