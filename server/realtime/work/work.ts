import { dateIn } from '#shared'
import type { WorkBy, WorkReport, WorkRow } from '#protocol'
import type { Core } from '../core.ts'
import type { Work } from './contract.ts'
import { add, type Counted, type CountedEach, figuresOf, nothingYet, ofId } from './counted.ts'
import { daysUntil } from './days-of.ts'
import { factsOf } from './facts.ts'
import { groupsOf } from './groups.ts'
import { countedDays } from './kept-days.ts'

type Parts = Pick<Core, 'move' | 'now' | 'reports' | 'site' | 'sql' | 'views'>

export function workOn(core: Parts): Work {
  return {
    workReport: async (site, { by, days }) => {
      const zone = (await core.site(site))?.timeZone ?? 'UTC'
      const all = daysUntil(dateIn(zone, core.now()), 2 * days, zone)
      const rows: [before: CountedEach, now: CountedEach] = [{}, {}]
      const totals: [before: Counted, now: Counted] = [nothingYet(), nothingYet()]
      const groups = await groupsOf(core)
      let hasGroups = false
      await countedDays(core, site, all, (at, { people, labels }) => {
        const period = at < days ? 0 : 1
        const keys = rows[period]
        // Days are compared by their places in the two periods.
        const day = all[(at % days) + days]?.day ?? ''
        for (const [id, counted] of Object.entries(people)) {
          add(totals[period], counted)
          const of = groups.get(id) ?? []
          hasGroups ||= of.length > 0
          if (by === 'day') add(ofId(keys, day), counted)
          else if (by === 'operator' && id !== '') add(ofId(keys, id), counted)
          else if (by === 'group') for (const group of of) add(ofId(keys, group), counted)
        }
        if (by === 'label') for (const [id, counted] of Object.entries(labels)) add(ofId(keys, id), counted)
      })
      const names = await namesOf(core, site, by)
      const [before, now] = rows
      const keys = by === 'day' ? all.slice(days).map(({ day }) => day) : Object.keys({ ...now, ...before })
      const hours = by !== 'label'
      const listed = keys.flatMap((key): WorkRow[] => {
        const name = by === 'operator' || by === 'label' ? names.get(key) : key
        if (name === undefined) return []
        return [
          {
            key,
            name,
            now: figuresOf(now[key] ?? nothingYet(), hours),
            before: figuresOf(before[key] ?? nothingYet(), hours),
          },
        ]
      })
      if (by !== 'day') listed.sort((one, other) => one.name.localeCompare(other.name))
      const [first, last] = [all[0]?.day ?? '', all.at(-1)?.day ?? '']
      const report: WorkReport = {
        from: all[days]?.day ?? '',
        until: last,
        before: { from: first, until: all[days - 1]?.day ?? '' },
        rows: listed,
        hasGroups,
        total: { now: figuresOf(totals[1], true), before: figuresOf(totals[0], true) },
      }
      return report
    },
    workFacts: (site, asked, page) => factsOf(core, site, asked, page),
  }
}

async function namesOf(core: Pick<Core, 'sql' | 'views'>, site: string, by: WorkBy): Promise<Map<string, string>> {
  const named =
    by === 'operator'
      ? await core.views.operators()
      : by === 'label'
        ? await core.sql.all<{ id: string; name: string }>(
            'select "id", "name" from "labels" where "site" = ? and "removedAt" is null',
            site,
          )
        : []
  return new Map(named.map(({ id, name }) => [id, name]))
}
