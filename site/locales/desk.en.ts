import { growth } from './desk/growth.en.ts'
import { inbox } from './desk/inbox.en.ts'
import { library } from './desk/library.en.ts'
import { people } from './desk/people.en.ts'
import { problems } from './desk/problems.en.ts'
import { shell } from './desk/shell.en.ts'

/** Texts of the desk, by place. A plural text is chosen by the value `n`. */
export const en = { ...shell, ...inbox, ...library, ...growth, ...people, ...problems }
