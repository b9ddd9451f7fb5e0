import type { DeskNamespace } from '../sockets.ts'

/** As soon as this a page asks again: with half a second of the server's and what is loaded, a card is there within five. */
export const SOON_MS = 3_500
/** Whoever an operator has opened asks at once. */
const ATTENDED_MS = 2_000
const ATTENDED_FOR_MS = 3 * 60_000
/** Less than a page waits before it tells by itself that somebody is there, and well within their lease. */
export const SELDOM_MS = 18_000
/** What one node answers in a second: of a core a tenth or so. The more pages there are, the longer each waits. */
const MOST_PER_SECOND = 800
const FORGET_MS = SELDOM_MS + 2_000
const COUNT_EVERY_MS = 1_000
/** Visits remembered; beyond them all ask seldom. */
const MOST_VISITS = 50_000

/** How long the pages of a site wait before they ask again whether they are invited. */
export interface Pacing {
  /** The page of a visit has asked: in how many milliseconds it should again. */
  next(site: string, visit: string): number
  /** An operator has opened this visit, here or on another node: they may invite it in a moment. */
  attend(visit: string): void
  stop(): void
}

/**
 * Few pages ask every few seconds. Where nobody is there to invite and no scenario runs, and where very many are watched, they ask
 * seldom, but for those an operator has opened.
 */
export function pacingOf({ now, mayInvite }: { now(): number; mayInvite(site: string): boolean }): Pacing {
  const heardAt = new Map<string, number>()
  const attended = new Map<string, number>()
  const forget = () => {
    for (const [visit, at] of heardAt) if (now() - at > FORGET_MS) heardAt.delete(visit)
    for (const [visit, at] of attended) if (now() - at > ATTENDED_FOR_MS) attended.delete(visit)
  }
  const timer = setInterval(forget, COUNT_EVERY_MS).unref()
  return {
    next(site, visit) {
      if (heardAt.size < MOST_VISITS || heardAt.has(visit)) heardAt.set(visit, now())
      if (attended.has(visit)) return ATTENDED_MS
      if (!mayInvite(site)) return SELDOM_MS
      return Math.min(SELDOM_MS, Math.max(SOON_MS, Math.round((heardAt.size / MOST_PER_SECOND) * 1_000)))
    },
    attend(visit) {
      if (attended.size < MOST_VISITS) attended.set(visit, now())
    },
    stop: () => clearInterval(timer),
  }
}

/** The same on every node: whom an operator has opened on one of them, the others are told. */
export function pacingAcross(
  desk: DeskNamespace,
  { alone, ...from }: Parameters<typeof pacingOf>[0] & { alone: boolean },
): Pacing {
  const pacing = pacingOf(from)
  if (alone) return pacing
  desk.on('attended', pacing.attend)
  return {
    ...pacing,
    attend: (visit) => {
      pacing.attend(visit)
      desk.serverSideEmit('attended', visit)
    },
  }
}
