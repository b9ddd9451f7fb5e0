import { newId } from '#shared'
import { MOST_TASKS_OF_ONE } from '#protocol'
import { type ConversationRow, type DeskMember, isLeadOn, isoAt } from '../../conversation.ts'
import { lockRow, type Sql } from '../../sql.ts'
import { putForYou } from '../for-you/put-for-you.ts'
import { mayRead } from '../membership.ts'
import { done, type Outcome, refused } from '../outcome.ts'
import { servesSite } from '../presence/presence.ts'

export interface TaskRow {
  id: string
  site: string
  conversationId: string
  text: string
  dueAt: string
  assigneeId: string
  assigneeName: string
  byId: string
  byName: string
  createdAt: string
  toldAt: string | null
  doneAt: string | null
}

/** Longer is no task any more. */
const LONGEST_MS = 366 * 24 * 60 * 60_000
/** More wait for the next second: one transaction must not hold up what people do. */
const TOLD_AT_ONCE = 50

export interface NewTask {
  conversationId: string
  by: DeskMember
  text: string
  dueAt: string
  /** null: whoever says it. */
  assigneeId: string | null
}

/** Whoever reads a conversation may say what is to be done about it; whoever is to do it may read it from then on (I9), and is told. */
export async function addTask(sql: Sql, r: NewTask, now: number): Promise<Outcome<{ id: string }>> {
  const row = await sql.one<ConversationRow>(
    `select * from "conversations" where "id" = ?${lockRow(sql)}`,
    r.conversationId,
  )
  if (!row || !(await mayRead(sql, row, r.by))) return refused('not_found')
  const dueMs = Date.parse(r.dueAt)
  if (!(dueMs > now && dueMs <= now + LONGEST_MS)) return refused('invalid')
  const assignee = await assigneeOf(sql, row.site, r.by, r.assigneeId)
  if (!assignee) return refused('not_found')
  const open = await sql.one<{ n: number }>(
    'select count(*) as "n" from "tasks" where "conversationId" = ? and "doneAt" is null',
    row.id,
  )
  if (Number(open?.n ?? 0) >= MOST_TASKS_OF_ONE) return refused('too_many')
  const id = newId('tsk', now)
  await sql.run(
    `insert into "tasks" ("id", "site", "conversationId", "text", "dueAt", "assigneeId", "assigneeName", "byId", "byName", "createdAt")
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    row.site,
    row.id,
    r.text,
    isoAt(dueMs),
    assignee.id,
    assignee.name,
    r.by.id,
    r.by.name,
    isoAt(now),
  )
  const told = await given(sql, { id, site: row.site, conversationId: row.id, text: r.text }, assignee.id, r.by, now)
  return done({ id }, [], [], lookAgain(row, [...told, r.by.id]))
}

/** What is left out stays as it is. */
export interface TaskWish {
  done?: boolean | undefined
  dueAt?: string | undefined
  assigneeId?: string | undefined
}

/** By whoever has it, whoever gave it, and leads. */
export async function changeTask(
  sql: Sql,
  r: { id: string; by: DeskMember; wish: TaskWish },
  now: number,
): Promise<Outcome<null>> {
  const task = await sql.one<TaskRow>(`select * from "tasks" where "id" = ?${lockRow(sql)}`, r.id)
  const row =
    task && (await sql.one<ConversationRow>('select * from "conversations" where "id" = ?', task.conversationId))
  if (!task || !row || !(await mayRead(sql, row, r.by))) return refused('not_found')
  if (task.assigneeId !== r.by.id && task.byId !== r.by.id && !isLeadOn(r.by, task.site)) return refused('not_allowed')
  const { done: isDone, dueAt, assigneeId } = r.wish
  const dueMs = dueAt === undefined ? Date.parse(task.dueAt) : Date.parse(dueAt)
  if (dueAt !== undefined && !(dueMs > now && dueMs <= now + LONGEST_MS)) return refused('invalid')
  const assignee =
    assigneeId === undefined
      ? { id: task.assigneeId, name: task.assigneeName }
      : await assigneeOf(sql, task.site, r.by, assigneeId)
  if (!assignee) return refused('not_found')
  await sql.run(
    'update "tasks" set "dueAt" = ?, "toldAt" = ?, "assigneeId" = ?, "assigneeName" = ?, "doneAt" = ? where "id" = ?',
    isoAt(dueMs),
    dueAt === undefined ? task.toldAt : null,
    assignee.id,
    assignee.name,
    isDone === undefined ? task.doneAt : isDone ? (task.doneAt ?? isoAt(now)) : null,
    task.id,
  )
  // What is done calls nobody any more.
  if (isDone)
    await sql.run(
      `update "forYou" set "readAt" = ? where "personId" = ? and "key" in (?, ?) and "readAt" is null`,
      isoAt(now),
      task.assigneeId,
      dueKey(task),
      `task:${task.id}:${task.assigneeId}`,
    )
  const told = assignee.id === task.assigneeId ? [] : await given(sql, task, assignee.id, r.by, now)
  return done(null, [], [], lookAgain(row, [task.assigneeId, task.byId, ...told]))
}

/** Those whose time has come: told once each, on whichever node looks first. */
export async function tellDueTasks(sql: Sql, _: object, now: number): Promise<Outcome<{ told: number }>> {
  const due = await sql.all<TaskRow>(
    `select * from "tasks" where "doneAt" is null and "toldAt" is null and "dueAt" <= ? order by "dueAt", "id" limit ?${
      sql.kind === 'postgres' ? ' for update skip locked' : ''
    }`,
    isoAt(now),
    TOLD_AT_ONCE,
  )
  const told = new Set<string>()
  for (const task of due) {
    await sql.run('update "tasks" set "toldAt" = ? where "id" = ?', isoAt(now), task.id)
    const one = { personId: task.assigneeId, site: task.site, kind: 'task_due' as const, about: task.text }
    if (await putForYou(sql, { ...one, key: dueKey(task), conversationId: task.conversationId }, now))
      told.add(task.assigneeId)
  }
  return done({ told: due.length }, [], [], [...told])
}

/** Whose desks show it: who has it, who gave it, and whoever has the conversation. */
const lookAgain = ({ operatorId }: ConversationRow, people: readonly string[]): string[] => [
  ...new Set([...people, ...(operatorId === null ? [] : [operatorId])]),
]

const dueKey = ({ id, dueAt }: Pick<TaskRow, 'id' | 'dueAt'>): string => `task-due:${id}:${dueAt}`

/** A colleague of this site; whoever asks is one whether routing knows them or not. */
async function assigneeOf(
  sql: Sql,
  site: string,
  by: DeskMember,
  id: string | null,
): Promise<{ id: string; name: string } | null> {
  if (id === null || id === by.id) return { id: by.id, name: by.name }
  const found = await sql.one<{ id: string; name: string; sites: string | null }>(
    'select "id", "name", "sites" from "operators" where "id" = ?',
    id,
  )
  return found && servesSite(found, site) ? found : null
}

/** Told, unless they said it themselves. */
async function given(
  sql: Sql,
  task: Pick<TaskRow, 'id' | 'site' | 'conversationId'> & { text?: string },
  personId: string,
  by: DeskMember,
  now: number,
): Promise<string[]> {
  await sql.run(
    'insert into "participants" ("conversationId", "personId") values (?, ?) on conflict do nothing',
    task.conversationId,
    personId,
  )
  if (personId === by.id) return [personId]
  const one = { personId, site: task.site, kind: 'task_given' as const, byName: by.name }
  await putForYou(
    sql,
    { ...one, key: `task:${task.id}:${personId}`, conversationId: task.conversationId, about: task.text ?? null },
    now,
  )
  return [personId]
}
