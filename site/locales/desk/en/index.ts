import type { EnglishTexts } from '#shared'
import { attention } from './attention.ts'
import { catalogue } from './catalogue.ts'
import { categories } from './categories.ts'
import { faces } from './faces.ts'
import { files } from './files.ts'
import { greeting } from './greeting.ts'
import { foresight } from './foresight.ts'
import { growth } from './growth.ts'
import { identity } from './identity.ts'
import { inbox } from './inbox.ts'
import { library } from './library.ts'
import { look } from './look.ts'
import { monitor } from './monitor.ts'
import { people } from './people.ts'
import { pictures } from './pictures.ts'
import { problems } from './problems.ts'
import { scenarios } from './scenarios.ts'
import { shell } from './shell.ts'
import { told } from './told.ts'
import { visitors } from './visitors.ts'

/** Texts of the desk, by place. */
export const en = {
  ...attention,
  ...catalogue,
  ...categories,
  ...scenarios,
  ...shell,
  ...identity,
  ...inbox,
  ...faces,
  ...files,
  ...library,
  ...look,
  ...greeting,
  ...foresight,
  ...growth,
  ...people,
  ...monitor,
  ...pictures,
  ...problems,
  ...told,
  ...visitors,
} satisfies EnglishTexts
