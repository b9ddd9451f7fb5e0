import type { ListFilter } from '#protocol'
import { isMemberOf } from '../../chat/conversation.ts'
import { mayChangeView, type SavedViewRow } from '../../chat/moves/saved-views/save-view.ts'
import type { Core } from '../core.ts'
import type { SavedViews } from './contract.ts'

export function savedViewsOf(core: Pick<Core, 'move' | 'sql'>): SavedViews {
  return {
    savedViews: async (person, site) => {
      if (!isMemberOf(person, site)) return []
      const rows = await core.sql.all<SavedViewRow>(
        `select * from "savedViews" where "site" = ? and ("ownerId" = ? or "shared" = 1) and "removedAt" is null
         order by "shared", "createdAt", "id"`,
        site,
        person.id,
      )
      return rows.map((row) => ({
        id: row.id,
        site: row.site,
        name: row.name,
        list: row.list,
        filter: JSON.parse(row.filter) as ListFilter,
        shared: row.shared === 1,
        own: mayChangeView(person, row),
      }))
    },
    saveView: async (by, site, id, wish) => {
      const outcome = await core.move('saveView', { by, site, id, wish })
      return outcome.ok ? { ok: true, ...outcome.value } : outcome
    },
  }
}
