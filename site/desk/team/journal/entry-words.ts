import { isJournalKind, type JournalEntry } from '#protocol'
import { isTextKey, type TextKey, t } from '../../texts.ts'
import { countryName } from '../../visitors/visit-words.ts'

const worded = (key: string): string | null => (isTextKey(key) ? t(key as TextKey & `journal.how.${string}`) : null)

/** In which way it was done, in words; what has none is not told. */
function wayOf({ act, how }: JournalEntry): string | null {
  if (how === null) return null
  if (act === 'priority') return worded(`priority.choose.${how}`)
  return worded(`journal.how.${act}.${how}`) ?? worded(`team.how.${how}`)
}

/** What stands beside the deed: the way, the other person, the group, the stars, the place. */
export function besideOf(entry: JournalEntry): string[] {
  const { act, other, group, stars, address, place } = entry
  const whose = `journal.other.${act}`
  return [
    wayOf(entry),
    other !== null && isTextKey(whose) ? t(whose as 'journal.other.transferred', { name: other }) : null,
    group === null ? null : t('journal.toGroup', { group }),
    stars === null ? null : t('packet.stars', { n: stars }),
    address === null ? null : [place?.city, countryName(place?.country ?? null)].filter(Boolean).join(', '),
    address,
  ].flatMap((one) => one || [])
}

export const kindOf = (name: string | null) => (name !== null && isJournalKind(name) ? name : null)
