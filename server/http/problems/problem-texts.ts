import { createSay, INTERFACE_LOCALES, type InterfaceLocale, type Say, type TextsIn } from '#shared'
import * as de from '../locales/de.ts'
import * as en from '../locales/en.ts'
import * as ru from '../locales/ru.ts'

export type ProblemCode = keyof typeof en.problems
type FieldRule = keyof typeof en.fields
export type ProblemTexts<L extends InterfaceLocale> = TextsIn<L, typeof en.problems>
export type FieldTexts<L extends InterfaceLocale> = TextsIn<L, typeof en.fields>

const TEXTS: { readonly [L in InterfaceLocale]: { problems: ProblemTexts<L>; fields: FieldTexts<L> } } = { en, ru, de }
const inEach = <Key extends string>(say: (locale: InterfaceLocale) => Say<Key>) =>
  Object.fromEntries(INTERFACE_LOCALES.map((locale) => [locale, say(locale)])) as Record<InterfaceLocale, Say<Key>>
const problems = inEach<ProblemCode>((locale) => createSay(locale, TEXTS[locale].problems))
const fields = inEach<FieldRule>((locale) => createSay(locale, TEXTS[locale].fields))

export const problemText = (code: ProblemCode, locale: InterfaceLocale): string => problems[locale](code)
export const sayOfFields = (locale: InterfaceLocale): Say<FieldRule> => fields[locale]
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(en.problems, code)
