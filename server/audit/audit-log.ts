import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from '#kb'

/** What is worth knowing afterwards, by what it concerns. Never a text, a password or a visitor's name: who, what, on which thing. */
export const AUDIT_KINDS = {
  access: [
    'signed_in',
    'sign_in_failed',
    'signed_out',
    'password_changed',
    'sessions_ended',
    'second_step_on',
    'second_step_off',
    'backup_codes_made',
    'second_step_failed',
    'password_check_failed',
    'session_ended',
    'reset_asked',
    'reset_link_made',
    'password_reset',
  ],
  people: [
    'first_admin_made',
    'invited',
    'invitation_accepted',
    'invitation_withdrawn',
    'duty_changed',
    'person_changed',
    'person_removed',
    'membership_changed',
    'membership_ended',
    'face_changed',
  ],
  site: [
    'site_made',
    'site_changed',
    'secret_read',
    'secret_exchanged',
    'secret_ended',
    'labels_changed',
    'scenario_made',
    'scenario_changed',
    'scenario_removed',
    'scenario_caps_changed',
    'quality_card_changed',
  ],
  library: [
    'thresholds_changed',
    'synonyms_changed',
    'catalogue_fed',
    'catalogue_taken',
    'catalogue_left',
    'catalogue_source_changed',
    'category_made',
    'category_changed',
    'category_removed',
    'categories_ordered',
    'learnt_removed',
    'answer_approved',
    'answer_returned',
    'answer_retired',
    'answer_tended',
    'sharing_ended',
    'gap_closed',
    'gap_tended',
    'word_decided',
    'phrasing_added',
    'phrasing_removed',
  ],
  conversations: [
    'conversation_taken_over',
    'conversation_transferred',
    'priority_changed',
    'quality_drawn',
    'quality_judged',
    'visitor_blocked',
    'block_lifted',
    'visitors_joined',
    'visitors_parted',
  ],
  privacy: ['visitor_exported', 'conversation_erased'],
} as const
export type AuditKind = keyof typeof AUDIT_KINDS
export const isAuditKind = (name: string): name is AuditKind => Object.hasOwn(AUDIT_KINDS, name)
export type AuditAct = (typeof AUDIT_KINDS)[AuditKind][number]

export type AuditDetail = Record<string, string | number | boolean | null>

export interface AuditEntry {
  act: AuditAct
  /** null: nobody who is signed in. */
  actor: { id: string; name: string } | null
  address: string
  /** Id of what it was done to. */
  object?: string | null
  detail?: AuditDetail | null
}
export interface AuditRecord {
  seq: number
  at: string
  act: string
  actor: { id: string; name: string } | null
  address: string
  object: string | null
  detail: AuditDetail | null
}

interface Row {
  seq: number
  at: string
  act: string
  actorId: string | null
  actorName: string | null
  address: string
  object: string | null
  detail: string | null
  previous: string
  hash: string
}

const PER_LOOK = 1_000
const BEFORE_THE_FIRST = '0'.repeat(64)

/** The database itself refuses to change or remove an entry. */
export const auditMigrations = (kind: Database['kind']) => ({
  '2002-audit': {
    up: async (db: Database['db']) => {
      await db.schema
        .createTable('audit')
        .addColumn('seq', 'integer', (column) => column.primaryKey())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('act', 'text', (column) => column.notNull())
        .addColumn('actorId', 'text')
        .addColumn('actorName', 'text')
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('object', 'text')
        .addColumn('detail', 'text')
        .addColumn('previous', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .execute()
      if (kind === 'sqlite') {
        for (const change of ['update', 'delete'])
          await sql`create trigger ${sql.raw(`"audit_refuses_${change}"`)} before ${sql.raw(change)} on "audit" begin select raise(abort, 'the audit log is append-only'); end`.execute(
            db,
          )
      } else {
        await sql`create function "audit_refuses"() returns trigger language plpgsql as $$ begin raise exception 'the audit log is append-only'; end $$`.execute(
          db,
        )
        await sql`create trigger "audit_refuses" before update or delete on "audit" for each row execute function "audit_refuses"()`.execute(
          db,
        )
      }
    },
  },
  '2722-audit-by-act': {
    up: async (db: Database['db']) => {
      await db.schema.createIndex('audit_act_at').on('audit').columns(['act', 'at']).execute()
    },
  },
})

export interface AuditLog {
  append(entry: AuditEntry, now: number): Promise<void>
  /** Newest first. `person`: what they did, and what was done to them. */
  list(
    page: number,
    perPage: number,
    only?: { kind?: AuditKind | undefined; person?: string | undefined },
  ): Promise<{ items: AuditRecord[]; total: number }>
  /** Number of the first entry that is not as it was written, or whose predecessor is gone; null: all are whole. */
  firstBroken(): Promise<number | null>
}

/** Entries form a chain: each carries the hash of the one before, so that a changed or removed one shows. Nodes append one after another. */
export function auditLog(database: Database): AuditLog {
  const db: Kysely<{ audit: Row }> = database.db
  let last: Promise<unknown> = Promise.resolve()

  const write = ({ act, actor, address, object, detail }: AuditEntry, now: number) =>
    db.transaction().execute(async (tx) => {
      if (database.kind === 'postgres') await sql`lock table "audit" in exclusive mode`.execute(tx)
      const before = await tx
        .selectFrom('audit')
        .select(['seq', 'hash'])
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
      const entry = {
        seq: Number(before?.seq ?? 0) + 1,
        at: new Date(now).toISOString(),
        act,
        actorId: actor?.id ?? null,
        actorName: actor?.name ?? null,
        address,
        object: object ?? null,
        detail: detail ? JSON.stringify(detail) : null,
        previous: before?.hash ?? BEFORE_THE_FIRST,
      }
      await tx
        .insertInto('audit')
        .values({ ...entry, hash: hashOf(entry) })
        .execute()
    })

  return {
    append: (entry, now) => {
      const written = last.then(() => write(entry, now))
      last = written.catch(() => {})
      return written
    },
    list: async (page, perPage, { kind, person } = {}) => {
      let wanted = db.selectFrom('audit')
      if (kind) wanted = wanted.where('act', 'in', AUDIT_KINDS[kind])
      if (person) wanted = wanted.where((eb) => eb.or([eb('actorId', '=', person), eb('object', '=', person)]))
      const rows = await wanted
        .selectAll()
        .orderBy('seq', 'desc')
        .limit(perPage)
        .offset((page - 1) * perPage)
        .execute()
      const { total } = await wanted.select((eb) => eb.fn.countAll().as('total')).executeTakeFirstOrThrow()
      return { items: rows.map(present), total: Number(total) }
    },
    firstBroken: async () => {
      let [seq, hash] = [0, BEFORE_THE_FIRST]
      for (;;) {
        const rows = await db
          .selectFrom('audit')
          .selectAll()
          .where('seq', '>', seq)
          .orderBy('seq')
          .limit(PER_LOOK)
          .execute()
        for (const row of rows) {
          if (Number(row.seq) !== seq + 1 || row.previous !== hash || row.hash !== hashOf(row)) return seq + 1
          seq = Number(row.seq)
          hash = row.hash
        }
        if (rows.length < PER_LOOK) return null
      }
    },
  }
}

const hashOf = ({ seq, at, act, actorId, actorName, address, object, detail, previous }: Omit<Row, 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify([Number(seq), at, act, actorId, actorName, address, object, detail, previous]))
    .digest('hex')

const present = ({ seq, at, act, actorId, actorName, address, object, detail }: Row): AuditRecord => ({
  seq: Number(seq),
  at,
  act,
  actor: actorId === null ? null : { id: actorId, name: actorName ?? '' },
  address,
  object,
  detail: detail ? JSON.parse(detail) : null,
})
