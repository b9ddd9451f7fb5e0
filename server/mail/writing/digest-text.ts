import type { TextValues } from '#shared'
import type { Digest, DigestPart } from '../../chat/moves/digests/write-digests.ts'
import type { MailTextKey } from '../locales/keys.ts'

const LISTS: Record<string, string> = { queued: 'queue', active: 'open', waiting: 'waiting', solved: 'solved' }

/** What was left and what came late, each with the way to it. */
export function digestText(
  { desk, left, missed }: Digest,
  say: (key: MailTextKey, values?: TextValues) => string,
): string {
  const part = (key: 'digest.left' | 'digest.missed', of: DigestPart | null) => {
    if (!of) return []
    const lines = of.items.map(
      ({ id, question, state }) =>
        `– ${question.replace(/\s+/g, ' ')}\n  ${desk}/inbox/${LISTS[state] ?? 'open'}/${id}`,
    )
    const more = of.total - of.items.length
    return [say(key, { n: of.total }), ...lines, ...(more > 0 ? [say('digest.more', { n: more })] : [])]
  }
  const said = [part('digest.left', left).join('\n'), part('digest.missed', missed).join('\n')].filter(Boolean)
  return `${said.join('\n\n')}\n\n${say('digest.why', { link: `${desk}/settings` })}\n`
}
