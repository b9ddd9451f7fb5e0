import type { InterfaceLocale } from '#shared'
import { en as deskEn } from '../site/locales/desk/en/index.ts'
import { ru as deskRu } from '../site/locales/desk/ru/index.ts'
import { texts as panelEn } from '../widget/locales/en/panel.ts'
import { texts as chatEn } from '../widget/locales/en/chat.ts'
import { texts as panelRu } from '../widget/locales/ru/panel.ts'
import { texts as chatRu } from '../widget/locales/ru/chat.ts'

const widgetEn = { ...panelEn, ...chatEn }
const widgetRu = { ...panelRu, ...chatRu }

/** Interface texts by the product's own keys, so that no test repeats a sentence. Plural texts are not asked for here. */
export const desk = (locale: InterfaceLocale, key: keyof typeof deskEn): string =>
  String((locale === 'ru' ? deskRu : deskEn)[key])
export const widget = (locale: InterfaceLocale, key: keyof typeof widgetEn): string =>
  (locale === 'ru' ? widgetRu : widgetEn)[key]

/** The text as a pattern: placeholders stand for anything. */
export const pattern = (text: string): RegExp =>
  new RegExp(
    text
      .split(/\{\w+\}/)
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*'),
  )
