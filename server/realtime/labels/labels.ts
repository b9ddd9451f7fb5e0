import type { Label } from '#protocol'
import { isoAt } from '../../chat/conversation.ts'
import { ofTheirSites } from '../../chat/moves/membership.ts'
import type { Core } from '../core.ts'
import { rooms } from '../telling/rooms.ts'
import type { LabelCount, Labels } from './contract.ts'

const LATELY_MS = 30 * 24 * 60 * 60 * 1000

export function labelsOf(core: Pick<Core, 'desk' | 'fanOut' | 'move' | 'now' | 'reports' | 'sql'>): Labels {
  return {
    labels: async (person) => {
      const { where, values } = ofTheirSites(person)
      const rows = await core.sql.all<Label>(
        `select "id", "site", "name", "color", "setBy" from "labels" where "removedAt" is null and ${where}`,
        ...values,
      )
      return rows.toSorted((a, b) => a.name.localeCompare(b.name, 'ru'))
    },
    labelCounts: async (site) => {
      const rows = await core.reports.all<LabelCount>(
        `select "labels"."id", sum(case when "conversations"."state" <> 'solved' then 1 else 0 end) as "open",
           sum(case when "conversationLabels"."at" > ? then 1 else 0 end) as "lately"
         from "labels" join "conversationLabels" on "conversationLabels"."labelId" = "labels"."id"
         join "conversations" on "conversations"."id" = "conversationLabels"."conversationId"
         where "labels"."site" = ? and "labels"."removedAt" is null group by "labels"."id"`,
        isoAt(core.now() - LATELY_MS),
        site,
      )
      return rows.map(({ id, open, lately }) => ({ id, open: Number(open), lately: Number(lately) }))
    },
    saveLabel: async (by, site, id, wish) => {
      const outcome = await core.move('saveLabel', { by, site, id, wish })
      if (!outcome.ok) return outcome
      core.desk.to(rooms.members(site)).emit('labels:changed', {})
      return { ok: true, ...outcome.value }
    },
    setLabels: async (by, conversationId, wish) => {
      const outcome = await core.move('setLabels', { conversationId, by, ...wish })
      if (!outcome.ok) return outcome
      core.fanOut.summarySoon(conversationId)
      return { ok: true, ...outcome.value }
    },
  }
}
