import type { InterfaceLocale, TextsIn } from '#shared'
import type { en } from './en/index.ts'

export type TextKey = keyof typeof en
export type DeskTexts<L extends InterfaceLocale> = TextsIn<L, typeof en>
