import { acceptOf, BYTES_PER_MB, type FileRules } from '#shared'
import type { WidgetContext } from '#protocol'

/** What a visitor's side may offer; nothing where the site takes no files. */
export const offerOf = ({ kinds, fileMb }: FileRules): Pick<WidgetContext, 'files'> =>
  kinds.length === 0 ? {} : { files: { kinds, accept: acceptOf(kinds), largestBytes: fileMb * BYTES_PER_MB } }
