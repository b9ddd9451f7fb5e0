import { isoAt } from '../conversation.ts'
import type { FaceRecord } from '../faces.ts'
import type { Sql } from '../sql.ts'
import { done, type Outcome } from './outcome.ts'

/** How somebody is presented at a site from now on; nothing said takes the row away. What was said under an earlier name keeps it. */
export async function setFace(sql: Sql, face: FaceRecord, now: number): Promise<Outcome<null>> {
  const { personId, site, photo, names, roles } = face
  if (photo === null && Object.keys(names).length === 0 && Object.keys(roles).length === 0)
    await sql.run('delete from "faces" where "personId" = ? and "site" = ?', personId, site)
  else
    await sql.run(
      `insert into "faces" ("personId", "site", "photo", "names", "roles", "changedAt") values (?, ?, ?, ?, ?, ?)
       on conflict ("personId", "site") do update set "photo" = excluded."photo", "names" = excluded."names", "roles" = excluded."roles", "changedAt" = excluded."changedAt"`,
      personId,
      site,
      photo,
      JSON.stringify(names),
      JSON.stringify(roles),
      isoAt(now),
    )
  return done(null)
}

/** Somebody was removed: their photographs go; names stay with what they wrote. */
export async function forgetFaces(sql: Sql, { personId }: { personId: string }): Promise<Outcome<null>> {
  await sql.run('delete from "faces" where "personId" = ?', personId)
  return done(null)
}
