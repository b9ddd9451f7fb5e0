import type { Broken } from './violation.ts'
import type { Entry, Shown } from './recorder.ts'
import type { Stored, StoredConversation } from './stored.ts'

type Of<W extends Entry['what']> = Extract<Entry, { what: W }>
const only = <W extends Entry['what']>(log: readonly Entry[], what: W): Of<W>[] =>
  log.filter((entry): entry is Of<W> => entry.what === what)

/** A node that dies is noticed by the others within this, whatever became of the connection (I6). */
const DEAD_NODE_MS = 30_000
/** A fact travels, and a client writes down what it hears. */
const TRAVEL_MS = 2_000
/** An offer nobody answers is over by then. */
const OFFER_OVER_MS = 5_000

interface Span {
  from: number
  to: number
}

/** I6: nobody is shown a person who is not there, or no longer than the promise allows; who does not answer an offer is told. */
export function presence(log: readonly Entry[], broken: Broken): void {
  const end = log.at(-1)?.at ?? 0
  const staffed = mayBeShown(log, end)
  const told = Map.groupBy(only(log, 'availability'), (entry) => entry.actor)
  const links = Map.groupBy(only(log, 'link'), (entry) => entry.actor)
  for (const [actor, all] of told) {
    for (const { at } of all.filter((entry) => entry.staffed)) {
      if (!staffed.some((span) => at >= span.from - TRAVEL_MS && at <= span.to))
        broken('I6', `${actor} was told that somebody is there, ${ago(staffed, at)}`)
    }
    for (const span of staffed) {
      const next = staffed.find((one) => one.from > span.to)?.from ?? end
      const by = span.to + TRAVEL_MS
      if (by >= next) continue
      // What this visitor last heard by then still stands on their screen, unless their own link was down or had only just come back.
      const last = all.filter((entry) => entry.at <= by).at(-1)
      const link = (links.get(actor) ?? []).filter((entry) => entry.at <= by).at(-1)
      if (last?.staffed && link?.up && link.at <= by - TRAVEL_MS)
        broken(
          'I6',
          `${actor} was still shown somebody ${Math.round((by - span.to) / 1000)} s after the promise had run out`,
        )
    }
  }
  for (const offer of only(log, 'offered')) {
    const until = offer.at + offer.untilMs + OFFER_OVER_MS
    const mine = log.filter(
      (entry) => 'actor' in entry && entry.actor === offer.actor && entry.at >= offer.at && entry.at <= until,
    )
    const answered = mine.some(
      (entry) =>
        (entry.what === 'accepted' ||
          entry.what === 'offer_over' ||
          (entry.what === 'told' && entry.holder !== null)) &&
        entry.conversationId === offer.conversationId,
    )
    const away = mine.some((entry) => (entry.what === 'link' && !entry.up) || entry.what === 'left')
    if (until <= end && !answered && !away)
      broken('I6', `${offer.actor} never heard what became of the offer of ${offer.conversationId}`)
  }
}

/** When somebody may rightly be shown as there: from "connected and willing" to the end of what I6 allows after that. */
function mayBeShown(log: readonly Entry[], end: number): Span[] {
  const spans: Span[] = []
  const open = new Map<string, number>()
  for (const entry of log) {
    if (entry.what === 'here' && !open.has(entry.actor)) open.set(entry.actor, entry.at)
    const gone = entry.what === 'left' ? entry.graceMs : entry.what === 'link' && !entry.up ? DEAD_NODE_MS : null
    if (gone === null || !('actor' in entry)) continue
    const from = open.get(entry.actor)
    if (from === undefined) continue
    spans.push({ from, to: entry.at + gone })
    open.delete(entry.actor)
  }
  for (const from of open.values()) spans.push({ from, to: end })
  spans.sort((a, b) => a.from - b.from)
  const joined: Span[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (last && span.from <= last.to + TRAVEL_MS) last.to = Math.max(last.to, span.to)
    else joined.push({ ...span })
  }
  return joined
}

function ago(spans: readonly Span[], at: number): string {
  const last = spans.filter((span) => span.to < at).at(-1)
  return last ? `${((at - last.to) / 1000).toFixed(1)} s after the promise had run out` : 'and nobody ever was'
}

/** I7: the places shown to those who wait are the ones they have. */
export function places(shown: readonly Shown[], stored: Stored, broken: Broken): void {
  const queue = stored.conversations.filter((one) => one.state === 'queued').sort(inQueueOrder)
  for (const { actor, queued } of shown) {
    if (!queued) continue
    const place = queue.findIndex((one) => one.id === queued.conversationId) + 1
    // Who has left stands before nobody, from half a minute after leaving.
    const left = queue.slice(0, Math.max(0, place - 1)).filter((one) => one.visitorLeftAt).length
    const shownPlace = queued.position ?? 0
    if (shownPlace > place || shownPlace < place - left)
      broken('I7', `${actor} is shown place ${queued.position} and has place ${place || 'none'} of ${queue.length}`)
  }
}

function inQueueOrder(a: StoredConversation, b: StoredConversation): number {
  return (
    b.priority - a.priority ||
    b.returned - a.returned ||
    compare(a.queuedAt ?? '', b.queuedAt ?? '') ||
    compare(a.id, b.id)
  )
}
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** I8: an acknowledged draft stands unless a newer one does, and no version ever holds two texts. */
export function drafts(log: readonly Entry[], stored: Stored, broken: Broken): void {
  const kept = new Map(stored.drafts.map((draft) => [draft.conversationId, draft]))
  const solved = new Set(stored.conversations.filter((one) => one.state === 'solved').map((one) => one.id))
  for (const [id, saves] of Map.groupBy(only(log, 'draft'), (entry) => entry.conversationId)) {
    const known = saves.filter((save) => save.version !== null)
    for (const [version, same] of Map.groupBy(known, (save) => save.version)) {
      if (new Set(same.map((save) => save.text)).size > 1)
        broken('I8', `version ${version} of the draft in ${id} was acknowledged with two texts`)
    }
    const newest = known.reduce<Of<'draft'> | null>(
      (best, save) => ((save.version ?? 0) > (best?.version ?? 0) ? save : best),
      null,
    )
    if (!newest || solved.has(id)) continue
    const draft = kept.get(id)
    const unanswered = saves.some((save) => save.version === null && save.text === draft?.text)
    if (!draft || draft.version < (newest.version ?? 0))
      broken('I8', `the draft of ${id} acknowledged as version ${newest.version} is lost`)
    else if (draft.text !== newest.text && !(draft.version > (newest.version ?? 0) && unanswered))
      broken('I8', `the draft of ${id} is not what was acknowledged`)
  }
}
