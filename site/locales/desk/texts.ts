import type { InterfaceLocale, TextsIn } from '#shared'
import { de } from './de/index.ts'
import { en } from './en/index.ts'
import { ru } from './ru/index.ts'

export type TextKey = keyof typeof en
export type DeskTexts<L extends InterfaceLocale> = TextsIn<L, typeof en>

export const deskTexts: { readonly [L in InterfaceLocale]: DeskTexts<L> } = { en, ru, de }
