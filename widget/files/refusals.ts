import { fileSizeText } from '#shared'
import { type FileOffer, FILES_PER_MESSAGE } from '#protocol'
import type { Attached } from '#client'
import type { Speech } from '../texts/speech.ts'

/** Why it cannot be sent and what can be, in words. */
export function refusalInWords({ code, said, state }: Attached, offer: FileOffer | undefined, speech: Speech): string {
  const { say, knows, locale } = speech
  const key = `files.${state === 'lost' ? 'file_lost' : code}`
  const kinds = offer?.kinds.map((kind) => say(`files.allowed.${kind}`)) ?? []
  if (knows(key))
    return say(key, {
      kinds: new Intl.ListFormat(locale, { type: 'conjunction' }).format(kinds),
      size: fileSizeText(offer?.largestBytes ?? 0, locale),
      n: FILES_PER_MESSAGE,
    })
  return said ?? say('files.refused')
}
