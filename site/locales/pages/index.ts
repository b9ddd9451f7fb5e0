import type { Locale, Text } from '#shared'
import { en } from './en.ts'
import { ru } from './ru.ts'

/** Everything the pages of the help centre say, for whoever offers to say it otherwise. */
export const PAGE_TEXTS: Record<Locale, Readonly<Record<string, Text>>> = { en, ru }
