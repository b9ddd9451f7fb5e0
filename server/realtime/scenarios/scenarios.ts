import { loopTurns } from '#kb'
import { servesSite } from '../../chat/moves/presence/presence.ts'
import type { Core } from '../core.ts'
import type { Scenarios } from './contract.ts'
import { countMatches } from './count-matches.ts'
import type { Judging } from './judging.ts'
import { type KeptScenarios, NO_FIGURES } from './kept-scenarios.ts'

/** Invitations by scenario: written by the lead, judged while visits go on. */
export function scenariosOf(
  core: Pick<Core, 'now' | 'site' | 'sql' | 'views' | 'watched'>,
  kept: KeptScenarios,
  judging: Judging,
): Scenarios {
  return {
    scenarios: async (site) => {
      const [items, caps, figures] = await Promise.all([kept.of(site), kept.caps(site), kept.figures(site)])
      return { items: items.map((one) => ({ ...one, figures: figures.get(one.id) ?? NO_FIGURES })), caps }
    },
    saveScenario: async (site, id, draft) => {
      // A card of a person is of somebody of this site.
      if (draft.action.do === 'card' && draft.action.of !== null) {
        const person = await core.sql.one<{ sites: string | null }>(
          'select "sites" from "operators" where "id" = ?',
          draft.action.of,
        )
        if (!person || !servesSite(person, site)) return { ok: false, code: 'not_found' }
      }
      const saved = id === null ? await kept.add(site, draft, core.now()) : id
      if (saved === null) return { ok: false, code: 'too_many' }
      if (id !== null && !(await kept.change(site, id, draft, core.now()))) return { ok: false, code: 'not_found' }
      await judging.read()
      return { ok: true, id: saved }
    },
    removeScenario: async (site, id) => {
      const removed = await kept.remove(site, id)
      await judging.read()
      return removed ? { ok: true } : { ok: false, code: 'not_found' }
    },
    setScenarioCaps: kept.setCaps,
    countMatches: async (id, conditions) => {
      const [site, { watched }] = [await core.site(id), core]
      if (!site?.watch.on || !watched?.here || !watched.past)
        return { now: { fit: 0, of: 0 }, week: { fit: 0, of: 0, days: 0 }, notKept: [] }
      const { open, staffed } = await core.views.availability(id, site.defaultLocale, core.now())
      return countMatches(site, conditions, {
        watched: { here: watched.here, past: watched.past },
        attributesOf: (visits) => judging.attributesOf(site, visits),
        momentary: (visit) => ({ ...judging.momentary(visit), open, staffed }),
        turn: () => loopTurns.turn(),
        now: core.now(),
      })
    },
    heardVisit: judging.heard,
  }
}
