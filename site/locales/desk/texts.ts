import type { InterfaceLocale } from '#shared'
import { de } from './de/index.ts'
import { en } from './en/index.ts'
import type { DeskTexts, TextKey } from './keys.ts'
import { ru } from './ru/index.ts'

export type { TextKey }

export const deskTexts: { readonly [L in InterfaceLocale]: DeskTexts<L> } = { en, ru, de }
