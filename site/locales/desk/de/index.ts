import type { DeskTexts } from '../keys.ts'
import { attention } from './attention.ts'
import { catalogue } from './catalogue.ts'
import { faces } from './faces.ts'
import { files } from './files.ts'
import { greeting } from './greeting.ts'
import { identity } from './identity.ts'
import { inbox } from './inbox.ts'
import { libraryTexts } from './library/index.ts'
import { labels } from './labels/labels.ts'
import { look } from './look.ts'
import { monitor } from './monitor.ts'
import { people } from './people.ts'
import { problems } from './problems.ts'
import { scenarios } from './scenarios.ts'
import { shell } from './shell.ts'
import { listsOfDay } from './day/lists.ts'
import { merging } from './day/merging.ts'
import { wrapUp } from './day/wrap-up.ts'
import { digest } from './day/digest.ts'
import { emoji } from './day/emoji.ts'
import { tasks } from './day/tasks.ts'
import { snooze } from './day/snooze.ts'
import { writing } from './day/writing.ts'
import { silence } from './day/silence.ts'
import { steering } from './day/steering.ts'
import { journal } from './day/journal.ts'
import { quality } from './day/quality.ts'
import { offTopic } from './day/off-topic.ts'
import { team } from './day/team.ts'
import { told } from './told.ts'
import { visitors } from './visitors.ts'

export const de: DeskTexts<'de'> = {
  ...attention,
  ...catalogue,
  ...scenarios,
  ...shell,
  ...listsOfDay,
  ...merging,
  ...wrapUp,
  ...digest,
  ...emoji,
  ...tasks,
  ...snooze,
  ...writing,
  ...silence,
  ...steering,
  ...journal,
  ...quality,
  ...offTopic,
  ...team,
  ...identity,
  ...inbox,
  ...faces,
  ...files,
  ...libraryTexts,
  ...labels,
  ...look,
  ...greeting,
  ...people,
  ...monitor,
  ...problems,
  ...told,
  ...visitors,
}
