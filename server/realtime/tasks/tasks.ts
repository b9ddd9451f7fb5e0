import { isLeadOn, isMemberOf } from '../../chat/conversation.ts'
import { mayRead, ofTheirSites, readableBy } from '../../chat/moves/membership.ts'
import type { TaskRow } from '../../chat/moves/tasks/tasks.ts'
import { marks, type SqlValue } from '../../chat/sql.ts'
import type { Core } from '../core.ts'
import type { Tasks } from './contract.ts'

export function tasksOf(core: Pick<Core, 'move' | 'sql' | 'views'>): Tasks {
  return {
    tasks: async (person, site, { whose, conversationId, page, perPage }) => {
      const none = { items: [], page, perPage, total: 0 }
      const theirs = ofTheirSites(person)
      const where = ['"doneAt" is null', theirs.where]
      const values: SqlValue[] = [...theirs.values]
      if (conversationId !== undefined) {
        const row = await core.views.conversation(conversationId)
        if (!row || !(await mayRead(core.sql, row, person))) return none
        where.push('"conversationId" = ?')
        values.push(conversationId)
      } else if (whose === 'mine') {
        where.push('"assigneeId" = ?')
        values.push(person.id)
      } else if (!isMemberOf(person, site)) return none
      else if (isLeadOn(person, site)) {
        where.push('"site" = ?')
        values.push(site)
      } else {
        where.push('"site" = ? and ("assigneeId" = ? or "byId" = ?)')
        values.push(site, person.id, person.id)
      }
      const condition = `from "tasks" where ${where.join(' and ')}`
      const counted = await core.sql.one<{ n: number }>(`select count(*) as "n" ${condition}`, ...values)
      const rows = await core.sql.all<TaskRow>(
        `select * ${condition} order by "dueAt", "id" limit ? offset ?`,
        ...values,
        perPage,
        (page - 1) * perPage,
      )
      const ids = [...new Set(rows.map((row) => row.conversationId))]
      const own = readableBy(person)
      const open =
        ids.length === 0
          ? []
          : await core.sql.all<{ id: string; question: string; state: string }>(
              `select "id", "question", "state" from "conversations" where "id" in (${marks(ids.length)}) and ${own.where}`,
              ...ids,
              ...own.values,
            )
      const conversations = new Map(open.map((one) => [one.id, one]))
      return {
        items: rows.map((row) => ({
          id: row.id,
          site: row.site,
          text: row.text,
          dueAt: row.dueAt,
          assignee: { id: row.assigneeId, name: row.assigneeName },
          by: { id: row.byId, name: row.byName },
          doneAt: row.doneAt,
          conversation: conversations.get(row.conversationId) ?? null,
        })),
        page,
        perPage,
        total: Number(counted?.n ?? 0),
      }
    },
    addTask: async (by, task) => {
      const outcome = await core.move('addTask', { ...task, by })
      return outcome.ok ? { ok: true, ...outcome.value } : outcome
    },
    changeTask: async (by, id, wish) => {
      const outcome = await core.move('changeTask', { id, by, wish })
      return outcome.ok ? { ok: true } : outcome
    },
  }
}
