import { createSay, type FileKind, INTERFACE_LOCALES, type InterfaceLocale, type Say, type TextValues } from '#shared'
import * as de from '../locales/de.ts'
import * as en from '../locales/en.ts'
import type { ProblemCode } from '#protocol'
import type { FieldRule, FieldTexts, ProblemTexts } from '../locales/keys.ts'
import * as ru from '../locales/ru.ts'

const TEXTS: {
  readonly [L in InterfaceLocale]: {
    problems: ProblemTexts<L>
    fields: FieldTexts<L>
    fileKinds: Record<FileKind, string>
  }
} = { en, ru, de }
const inEach = <Key extends string>(say: (locale: InterfaceLocale) => Say<Key>) =>
  Object.fromEntries(INTERFACE_LOCALES.map((locale) => [locale, say(locale)])) as Record<InterfaceLocale, Say<Key>>
const problems = inEach<ProblemCode>((locale) => createSay(locale, TEXTS[locale].problems))
const fields = inEach<FieldRule>((locale) => createSay(locale, TEXTS[locale].fields))

export const problemText = (code: ProblemCode, locale: InterfaceLocale, values?: TextValues): string =>
  problems[locale](code, values)
/** What kinds of files are called among others: „pictures, PDF“. */
export const sayOfFileKinds =
  (locale: InterfaceLocale) =>
  (kind: FileKind): string =>
    TEXTS[locale].fileKinds[kind]
export const sayOfFields = (locale: InterfaceLocale): Say<FieldRule> => fields[locale]
export const PROBLEM_CODES = Object.keys(en.problems) as ProblemCode[]
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(en.problems, code)
