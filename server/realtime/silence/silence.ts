import { INTERFACE_LOCALES } from '#shared'
import type { SilentSite } from '../../chat/moves/silence/tend-silent.ts'
import { automatic, stillThere } from '../../visitors/automatic.ts'
import type { Core } from '../core.ts'

const MINUTE_MS = 60_000
const WORDS = Object.fromEntries(
  INTERFACE_LOCALES.map((locale) => [locale, { text: stillThere(locale), by: automatic(locale) }]),
) as SilentSite['words']

/** Of the sites that want it; where none does, nothing is asked of the database. */
export async function tendSilentVisitors(
  core: Pick<Core, 'fanOut' | 'library' | 'move' | 'wakeRouting'>,
): Promise<void> {
  const sites = (await core.library.find.sites?.()) ?? []
  const wanting = sites.flatMap(({ id, silence }): SilentSite[] => {
    if (!silence.on) return []
    return [
      {
        site: id,
        remindMs: silence.remindMinutes * MINUTE_MS,
        closeMs: silence.closeMinutes * MINUTE_MS,
        words: WORDS,
      },
    ]
  })
  if (wanting.length === 0) return
  const outcome = await core.move('tendSilent', { sites: wanting })
  if (!outcome.ok || outcome.moved.length === 0) return
  core.fanOut.presenceSoon()
  core.wakeRouting()
}
