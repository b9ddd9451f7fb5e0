import type { InterfaceLocale, TextsIn } from '#shared'
import type { en } from './en.ts'

export type MailTextKey = keyof typeof en
export type MailTexts<L extends InterfaceLocale> = TextsIn<L, typeof en>
