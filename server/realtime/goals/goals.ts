import { DAY_MS } from '#shared'
import { isoAt } from '../../chat/conversation.ts'
import type { Core } from '../core.ts'
import type { GoalFigures, Goals } from './contract.ts'

const MOST_NAMES = 20

export const goalsOf = ({ move, now, sql }: Pick<Core, 'move' | 'now' | 'sql'>): Goals => ({
  enterGoal: async (goal) => void (await move('enterGoal', goal)),
  goals: async (site, days) =>
    (
      await sql.all<GoalFigures>(
        `select "name", count(*) as "total", sum("afterTalk") as "afterTalk", sum("afterAnswer") as "afterAnswer",
           sum("afterInvitation") as "afterInvitation"
         from "goals" where "site" = ? and "at" > ? group by "name" order by count(*) desc, "name" limit ?`,
        site,
        isoAt(now() - days * DAY_MS),
        MOST_NAMES,
      )
    ).map(({ name, ...counted }) => ({
      name,
      total: Number(counted.total),
      afterTalk: Number(counted.afterTalk),
      afterAnswer: Number(counted.afterAnswer),
      afterInvitation: Number(counted.afterInvitation),
    })),
})
