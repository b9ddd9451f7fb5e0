import type { DeskText, TextKey } from '../desk/texts.ts'
import { growth } from './desk/growth.ru.ts'
import { inbox } from './desk/inbox.ru.ts'
import { library } from './desk/library.ru.ts'
import { people } from './desk/people.ru.ts'
import { problems } from './desk/problems.ru.ts'
import { shell } from './desk/shell.ru.ts'

export const ru: Record<TextKey, DeskText> = { ...shell, ...inbox, ...library, ...growth, ...people, ...problems }
