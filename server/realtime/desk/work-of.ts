import type { OperatorWork } from '#protocol'
import type { Core } from '../core.ts'

/** Of one person on one site in a month there are some thousands at most. */
const MOST_READ = 20_000
const LISTED = 50
const KINDS = ['first_response', 'reply', 'solving'] as const

interface Row {
  id: string
  question: string
  state: OperatorWork['conversations'][number]['state']
  acceptedAt: string
  solvedAt: string | null
  stars: number | null
  ratingComment: string | null
}

/** What somebody did on a site since then: how much, how quickly, how it was rated, and in which conversations. */
export async function workOf(
  { reports }: Pick<Core, 'reports'>,
  { site, personId, since }: { site: string; personId: string; since: string },
): Promise<OperatorWork> {
  const THEIRS = 'from "conversations" where "operatorId" = ? and "site" = ? and "acceptedAt" >= ?'
  const asked = [personId, site, since] as const
  const [counted, rated, rows, times] = await Promise.all([
    reports.one<{ taken: number; solved: number }>(
      `select count(*) as "taken", count("solvedAt") as "solved" ${THEIRS}`,
      ...asked,
    ),
    reports.all<{ stars: number; n: number }>(
      `select "stars", count(*) as "n" ${THEIRS} and "stars" is not null group by "stars"`,
      ...asked,
    ),
    reports.all<Row>(
      `select "id", "question", "state", "acceptedAt", "solvedAt", "stars", "ratingComment" ${THEIRS}
       order by "acceptedAt" desc limit ${LISTED}`,
      ...asked,
    ),
    Promise.all(
      KINDS.map(async (kind) => {
        const found = await reports.all<{ openMs: number; targetMs: number | null }>(
          `select "openMs", "targetMs" from "responses" where "site" = ? and "kind" = ? and "at" >= ? and "operatorId" = ?
           order by "openMs" limit ${MOST_READ}`,
          site,
          kind,
          since,
          personId,
        )
        const at = (share: number) => Number(found[Math.ceil(found.length * share) - 1]?.openMs ?? 0)
        return {
          kind,
          count: found.length,
          medianMs: found.length > 0 ? at(0.5) : null,
          p90Ms: found.length > 0 ? at(0.9) : null,
          aimed: found.filter(({ targetMs }) => targetMs !== null).length,
          withinTarget: found.filter(({ openMs, targetMs }) => targetMs !== null && Number(openMs) <= Number(targetMs))
            .length,
        }
      }),
    ),
  ])
  const stars = rated.map((one) => ({ stars: Number(one.stars), n: Number(one.n) }))
  const ratings = stars.reduce((sum, { n }) => sum + n, 0)
  return {
    taken: Number(counted?.taken ?? 0),
    solved: Number(counted?.solved ?? 0),
    times,
    ratings: {
      count: ratings,
      mean: ratings > 0 ? stars.reduce((sum, one) => sum + one.stars * one.n, 0) / ratings : null,
      low: stars.filter((one) => one.stars <= 2).reduce((sum, { n }) => sum + n, 0),
    },
    conversations: rows.map(({ ratingComment, stars: given, ...one }) => ({
      ...one,
      stars: given === null ? null : Number(given),
      comment: ratingComment,
    })),
  }
}
