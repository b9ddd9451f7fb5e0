import type { SilentSite } from '../../chat/moves/silence/tend-silent.ts'
import { automatic, stillThere } from '../../visitors/automatic.ts'
import type { Core } from '../core.ts'

const MINUTE_MS = 60_000

/** Of the sites that want it; where none does, nothing is asked of the database. */
export async function tendSilentVisitors(
  core: Pick<Core, 'fanOut' | 'library' | 'move' | 'wakeRouting'>,
): Promise<void> {
  const sites = (await core.library.find.sites?.()) ?? []
  const wanting = sites.flatMap(({ id, silence }): SilentSite[] => {
    if (!silence.on) return []
    const words = (locale: 'ru' | 'en' | 'de') => ({ text: stillThere(locale), by: automatic(locale) })
    return [
      {
        site: id,
        remindMs: silence.remindMinutes * MINUTE_MS,
        closeMs: silence.closeMinutes * MINUTE_MS,
        words: { ru: words('ru'), en: words('en'), de: words('de') },
      },
    ]
  })
  if (wanting.length === 0) return
  const outcome = await core.move('tendSilent', { sites: wanting })
  if (!outcome.ok || outcome.moved.length === 0) return
  core.fanOut.presenceSoon()
  core.wakeRouting()
}
