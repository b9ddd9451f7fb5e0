import type { DigestSite } from '../../chat/moves/digests/write-digests.ts'
import type { Core } from '../core.ts'
import { slotBefore } from './slots.ts'

/** Of the sites that name somebody; where none does, or nobody sends letters, nothing is asked of the database. */
export async function writeDueDigests(
  core: Pick<Core, 'library' | 'move' | 'now' | 'publicUrl' | 'smtpUrl'>,
): Promise<void> {
  if (core.smtpUrl === undefined) return
  const sites = (await core.library.find.sites?.()) ?? []
  const due = sites.flatMap(({ id, digest, timeZone, defaultLocale }): DigestSite[] => {
    if (digest.to.length === 0 || !(digest.left || digest.missed)) return []
    const until = new Date(slotBefore(digest, timeZone, core.now())).toISOString()
    const { to, left, missed } = digest
    return [{ site: id, until, to, left, missed, locale: defaultLocale, desk: `${core.publicUrl}/desk` }]
  })
  if (due.length > 0) await core.move('writeDigests', { sites: due })
}
