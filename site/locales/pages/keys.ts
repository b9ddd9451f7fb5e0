import type { Locale, TextsIn } from '#shared'
import type { en } from './en.ts'

export type TextKey = keyof typeof en
export type PageTexts<L extends Locale> = TextsIn<L, typeof en>
