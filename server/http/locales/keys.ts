import type { InterfaceLocale, TextsIn } from '#shared'
import type * as en from './en.ts'

/** Every refusal there is: English is the language the others are held to. */
export type ProblemCode = keyof typeof en.problems
export type FieldRule = keyof typeof en.fields
export type ProblemTexts<L extends InterfaceLocale> = TextsIn<L, typeof en.problems>
export type FieldTexts<L extends InterfaceLocale> = TextsIn<L, typeof en.fields>
