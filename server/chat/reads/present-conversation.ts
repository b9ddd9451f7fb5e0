import type { ConversationDetail, ConversationSummary, Face, HandoverPacket, VisitorConversation } from '#protocol'
import type { ConversationRow } from '../conversation.ts'
import { listIn } from '../list-in.ts'
import type { Due } from '../targets.ts'
import type { Beside } from './beside.ts'
import { shownAddress } from './shown-address.ts'

/** What stands around a conversation at the moment of looking. */
export interface Surroundings {
  position: number | null
  expectedWaitMs: number | null
  visitorOnline: boolean
  due: Due | null
}

/** Who is about a conversation, as its visitor sees them. */
export interface PeopleAround {
  operator: Partial<Face> & { here?: boolean }
  next: Face[]
  faces: Face[]
}
export const NOBODY: PeopleAround = { operator: {}, next: [], faces: [] }

export function presentToVisitor(
  row: ConversationRow,
  around: Pick<Surroundings, 'position' | 'expectedWaitMs'>,
  people: PeopleAround = NOBODY,
): VisitorConversation {
  const { operator, next, faces } = people
  return {
    id: row.id,
    state: row.state,
    operator: row.operatorId && row.operatorName !== null ? { ...operator, name: row.operatorName } : null,
    ...(next.length > 0 ? { next } : {}),
    ...(faces.length > 0 ? { faces } : {}),
    position: around.position,
    expectedWaitMs: around.expectedWaitMs,
    lastSeq: row.lastSeq,
    rev: row.rev,
    delivered: row.operatorDelivered,
    read: row.operatorRead,
    rating: row.stars,
    mail: row.visitorMail && shownAddress(row.visitorMail),
    locale: row.locale,
    createdAt: row.createdAt,
  }
}

/** Which of what is shown of the visitor the shop's server signed. */
function vouchedOf({ vouched, visitorName, visitorMail }: ConversationRow): ConversationSummary['visitor']['vouched'] {
  if (vouched === null) return null
  const { id, name, mail }: { id: string; name: string | null; mail: string | null } = JSON.parse(vouched)
  return { id, name: name !== null && name === visitorName, mail: mail !== null && mail === visitorMail }
}

export function presentSummary(row: ConversationRow, around: Surroundings): ConversationSummary {
  const packet = packetOf(row)
  return {
    id: row.id,
    site: row.site,
    state: row.state,
    locale: row.locale,
    question: row.question,
    visitor: {
      name: row.visitorName,
      mail: row.visitorMail,
      verified: row.verified === 1,
      vouched: vouchedOf(row),
      online: around.visitorOnline,
    },
    operator: row.operatorId ? { id: row.operatorId, name: row.operatorName ?? '' } : null,
    offeredTo: row.offeredTo && row.offeredUntil ? { id: row.offeredTo, until: row.offeredUntil } : null,
    position: around.position,
    priority: row.priority,
    ...(row.heldBecause ? { held: row.heldBecause } : {}),
    ...(row.mark ? { mark: row.mark } : {}),
    ...(row.snoozedAt ? { snoozed: { until: row.snoozedUntil } } : {}),
    ...(row.labels ? { labels: listIn(row.labels) } : {}),
    product: packet.product,
    lastMessage:
      row.lastAuthor && row.lastAt ? { author: row.lastAuthor, text: row.lastText ?? '', at: row.lastAt } : null,
    unread: row.unread,
    lastSeq: row.lastSeq,
    rev: row.rev,
    due: around.due,
    createdAt: row.createdAt,
    solvedAt: row.solvedAt,
    promotedTo: row.promotedTo,
  }
}

export function presentDetail(
  row: ConversationRow,
  around: Surroundings,
  more: Pick<ConversationDetail, 'draft' | 'earlier' | 'wrote'> & { beside?: Beside },
): ConversationDetail {
  return {
    ...presentSummary(row, around),
    packet: packetOf(row),
    visitorDelivered: row.visitorDelivered,
    visitorRead: row.visitorRead,
    draft: more.draft,
    rating: row.stars === null ? null : { stars: row.stars, comment: row.ratingComment },
    earlier: more.earlier,
    wrote: more.wrote ?? [],
    ...more.beside,
  }
}

export const packetOf = (row: ConversationRow): HandoverPacket => JSON.parse(row.packet)
