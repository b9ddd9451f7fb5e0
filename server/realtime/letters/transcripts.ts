import { answersLocale } from '#shared'
import type { ConversationRow } from '../../chat/conversation.ts'
import { presentForVisitor } from '../../chat/conversation.ts'
import { packetOf } from '../../chat/reads/present-conversation.ts'
import { readsOf } from '../../chat/reads/reads.ts'
import { transcriptHead, transcriptPart } from '../../chat/transcript.ts'
import { mailText, transcriptTexts } from '../../mail/mail-texts.ts'
import { withoutLinks } from '../../mail/writing/without-links.ts'
import type { Core } from '../core.ts'
import type { Visitor } from '../visitor.ts'

/** A letter holds as much, whatever mail hosts take beyond it: the rest is told of, and can be downloaded. */
const MOST_MAILED = 300_000
/** When to ask again while another transcript of this visitor is being written. */
const UNDER_WAY_MS = 1_000
const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve))

/**
 * Transcripts of a visitor's own conversations, in pieces. A page of messages is read at a time and where reports are read,
 * and what one visitor may read anew is bounded as on the socket: a conversation may be tens of megabytes long.
 */
export function transcriptsOf(
  core: Pick<Core, 'reports' | 'site' | 'spend'>,
  ownRow: (visitor: Visitor, conversationId: string) => Promise<ConversationRow | null>,
) {
  const { messagesSince } = readsOf(core.reports)
  // One at a time, so that the next one is asked what the last has cost.
  const writing = new Set<string>()

  /** `mailed`: as long as a letter may be; `plain`: the visitor's own words without links. */
  return async (visitor: Visitor, conversationId: string, mailed?: { plain: boolean }) => {
    const { visitorId } = visitor
    const row = await ownRow(visitor, conversationId)
    if (!row) return { ok: false, code: 'not_found' } as const
    const spent = core.spend.resync(visitorId, 0)
    if (!spent.ok || writing.has(visitorId))
      return { ok: false, code: 'too_many', retryAfterMs: spent.ok ? UNDER_WAY_MS : spent.retryAfterMs } as const
    writing.add(visitorId)
    try {
      const site = await core.site(row.site)
      const written = {
        site: site?.name[answersLocale(row.locale)] ?? row.site,
        timeZone: packetOf(row).timeZone ?? site?.timeZone ?? 'UTC',
        locale: row.locale,
        texts: transcriptTexts(row.locale),
      }
      const own = (text: string) => withoutLinks(text, mailText(row.locale, 'letter.link'))
      const parts = [transcriptHead(written)]
      let left = mailed ? MOST_MAILED : Number.POSITIVE_INFINITY
      for (let since = 0; ; await nextTurn()) {
        const said = await messagesSince(row.id, since, { notes: false })
        const last = said.at(-1)
        if (!last) return { ok: true, row, parts } as const
        since = last.seq
        const shown = said
          .map(presentForVisitor)
          .map((one) => (mailed?.plain && one.author === 'visitor' ? { ...one, text: own(one.text) } : one))
        parts.push(transcriptPart(shown, written))
        const letters = said.reduce((sum, { text }) => sum + text.length, 0)
        core.spend.resync(visitorId, letters)
        left -= letters
        if (left <= 0 && last.seq < row.lastSeq) {
          parts.push(`\n${mailText(row.locale, 'transcript.cut')}\n`)
          return { ok: true, row, parts } as const
        }
      }
    } finally {
      writing.delete(visitorId)
    }
  }
}
