import type { InterfaceLocale, TextsIn } from '#shared'
import type * as en from './en.ts'

export type FieldRule = keyof typeof en.fields
export type ProblemTexts<L extends InterfaceLocale> = TextsIn<L, typeof en.problems>
export type FieldTexts<L extends InterfaceLocale> = TextsIn<L, typeof en.fields>
