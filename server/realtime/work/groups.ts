import { listIn } from '../../chat/list-in.ts'
import type { Core } from '../core.ts'

/** Who is in which groups now: what they did counts there, also what they did before they joined. */
export async function groupsOf(core: Pick<Core, 'sql'>): Promise<Map<string, string[]>> {
  const rows = await core.sql.all<{ id: string; skills: string | null }>('select "id", "skills" from "operators"')
  return new Map(rows.map(({ id, skills }) => [id, listIn(skills)]))
}
