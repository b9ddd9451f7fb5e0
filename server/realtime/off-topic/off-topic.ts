import { DateTime } from 'luxon'
import { dateIn, HOUR_MS } from '#shared'
import type { OffTopicShare } from '#protocol'
import { isoAt } from '../../chat/conversation.ts'
import type { Core } from '../core.ts'
import { daysUntil } from '../work/days-of.ts'
import type { OffTopic } from './contract.ts'

type Parts = Pick<Core, 'now' | 'reports' | 'site' | 'watched'>

const LISTED = 20
const MOST_TIMED = 20_000
const HOURS_OF_DAY = 24
/** Longer, somebody was not busy with it alone. */
const LONGEST_MS = HOUR_MS

interface Counted {
  key: string | null
  n: number
  off: number
}

export function offTopicOf(core: Parts): OffTopic {
  return {
    offTopic: async (site, days) => {
      const zone = (await core.site(site))?.timeZone ?? 'UTC'
      const since = isoAt(daysUntil(dateIn(zone, core.now()), days, zone)[0]?.fromMs ?? 0)
      const shares = (key: string, order = '') =>
        core.reports.all<Counted>(
          `select ${key} as "key", count(*) as "n", sum(case when "mark" = 'off_topic' then 1 else 0 end) as "off"
           from "conversations" where "site" = ? and "createdAt" >= ? group by 1 ${order}`,
          site,
          since,
        )
      const most = `having sum(case when "mark" = 'off_topic' then 1 else 0 end) > 0 order by 3 desc, 2 limit ${LISTED}`
      const [byHour, pages, sources, written, times] = await Promise.all([
        shares('substr("createdAt", 1, 13)'),
        shares(pathOf(core.reports.kind), most),
        core.watched ? shares(SOURCE, most) : null,
        core.reports.one<{ n: number }>(
          `select count(*) as "n" from "messages" join "conversations" on "conversations"."id" = "messages"."conversationId"
           where "site" = ? and "createdAt" >= ? and "mark" = 'off_topic' and "author" = 'operator' and "kind" = 'text'`,
          site,
          since,
        ),
        core.reports.all<{ acceptedAt: string; solvedAt: string }>(
          `select "acceptedAt", "solvedAt" from "conversations" where "site" = ? and "createdAt" >= ? and "mark" = 'off_topic'
           and "acceptedAt" is not null and "solvedAt" is not null limit ?`,
          site,
          since,
          MOST_TIMED,
        ),
      ])
      const hours = Array.from({ length: HOURS_OF_DAY }, (_, hour) => ({ key: String(hour), all: 0, offTopic: 0 }))
      for (const { key, n, off } of byHour) {
        const of = hours[DateTime.fromISO(`${key}:00:00Z`, { zone }).hour]
        if (!of) continue
        of.all += Number(n)
        of.offTopic += Number(off)
      }
      return {
        all: hours.reduce((sum, one) => sum + one.all, 0),
        offTopic: hours.reduce((sum, one) => sum + one.offTopic, 0),
        messages: Number(written?.n ?? 0),
        operatorMs: times.reduce(
          (sum, { acceptedAt, solvedAt }) =>
            sum + Math.min(LONGEST_MS, Math.max(0, Date.parse(solvedAt) - Date.parse(acceptedAt))),
          0,
        ),
        pages: pages.map(told),
        sources: sources?.map(told) ?? null,
        hours,
      }
    },
  }
}

const told = ({ key, n, off }: Counted): OffTopicShare => ({ key: key ?? '', all: Number(n), offTopic: Number(off) })

/** The page a conversation began on, without what is asked of it. */
function pathOf(kind: 'sqlite' | 'postgres'): string {
  // Every question mark is a value's place there.
  if (kind === 'postgres')
    return `regexp_replace(split_part(split_part("packet"::json #>> '{page,url}', chr(63), 1), '#', 1), '^[a-z]+://[^/]+', '')`
  const url = `json_extract("packet", '$.page.url')`
  const bare = `substr(${url}, 1, instr(${url} || '?', '?') - 1)`
  const path = `substr(${bare}, instr(${bare}, '://') + 3)`
  return `case when instr(${bare}, '://') = 0 then ${bare} else substr(${path}, instr(${path} || '/', '/')) end`
}

/** Where the visit came from in which a conversation began. */
const SOURCE = `(select "source" from "watchedVisits" where "watchedVisits"."visitorId" = "conversations"."visitorId"
  and "watchedVisits"."site" = "conversations"."site" and "startedAt" <= "createdAt" order by "startedAt" desc limit 1)`
