import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, migrate } from '#kb'
import { TEST_DATABASES } from '../../kb/testing/test-databases.ts'
import { auditLog, auditMigrations } from './audit-log.ts'

const NOW = Date.parse('2026-11-25T12:00:00Z')
const anna = { id: 'usr_anna', name: 'Анна' }

describe.each(TEST_DATABASES)('the audit log on $name', ({ name, open }) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
    await migrate(database, auditMigrations(database.kind))
  })
  afterEach(() => database.close())
  const fill = async (count: number) => {
    const log = auditLog(database)
    await Promise.all(
      Array.from({ length: count }, (_, at) =>
        log.append({ act: 'signed_in', actor: anna, address: '203.0.113.7', detail: { step: at } }, NOW + at),
      ),
    )
    return log
  }
  /** As somebody with the database in hand would. */
  const withoutGuard = async (run: () => Promise<unknown>) => {
    for (const trigger of name === 'sqlite' ? ['audit_refuses_update', 'audit_refuses_delete'] : ['audit_refuses'])
      await sql`drop trigger ${sql.raw(`"${trigger}"${name === 'sqlite' ? '' : ' on "audit"'}`)}`.execute(database.db)
    await run()
  }

  it('says who did what from where, newest first, in the order it was done', async () => {
    const log = await fill(25)
    const { items, total } = await log.list(1, 10)
    expect(total).toBe(25)
    expect(items.map((item) => item.seq)).toEqual([25, 24, 23, 22, 21, 20, 19, 18, 17, 16])
    expect(items[0]).toEqual({
      seq: 25,
      at: '2026-11-25T12:00:00.024Z',
      act: 'signed_in',
      actor: anna,
      address: '203.0.113.7',
      object: null,
      detail: { step: 24 },
    })
    expect(await log.firstBroken()).toBeNull()
  })
  it('is read by kind, and by whom it concerns', async () => {
    const log = await fill(2)
    await log.append(
      {
        act: 'person_changed',
        actor: { id: 'usr_lev', name: 'Лев' },
        address: '::1',
        object: anna.id,
        detail: { role: 'lead', disabled: null },
      },
      NOW + 2,
    )
    await log.append(
      {
        act: 'conversation_erased',
        actor: { id: 'usr_lev', name: 'Лев' },
        address: '::1',
        object: 'cnv_x',
        detail: { wholeVisitor: false },
      },
      NOW + 3,
    )
    const acts = async (only: Parameters<typeof log.list>[2]) =>
      (await log.list(1, 10, only)).items.map(({ act }) => act)
    expect(await acts({ kind: 'privacy' })).toEqual(['conversation_erased'])
    expect(await acts({ person: anna.id })).toEqual(['person_changed', 'signed_in', 'signed_in'])
    expect(await acts({ kind: 'access', person: 'usr_lev' })).toEqual([])
    expect(await log.list(2, 1, { person: anna.id })).toMatchObject({ total: 3, items: [{ act: 'signed_in' }] })
  })
  it('keeps one order when two nodes write at once', async () => {
    const [one, other] = [auditLog(database), auditLog(database)]
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        (at % 2 ? one : other).append({ act: 'signed_out', actor: anna, address: '::1' }, NOW + at),
      ),
    )
    expect(await one.firstBroken()).toBeNull()
    expect((await one.list(1, 1)).total).toBe(40)
  })
  it('is refused by the database to whoever would change or remove an entry', async () => {
    await fill(2)
    await expect(
      database.db.updateTable('audit').set({ actorName: 'Boris' }).where('seq', '=', 1).execute(),
    ).rejects.toThrow('append-only')
    await expect(database.db.deleteFrom('audit').where('seq', '=', 1).execute()).rejects.toThrow('append-only')
  })
  it('shows a changed byte, wherever it is', async () => {
    const log = await fill(5)
    await withoutGuard(() =>
      database.db.updateTable('audit').set({ address: '203.0.113.8' }).where('seq', '=', 3).execute(),
    )
    expect(await log.firstBroken()).toBe(3)
  })
  it('shows an entry that was taken out', async () => {
    const log = await fill(5)
    await withoutGuard(() => database.db.deleteFrom('audit').where('seq', '=', 2).execute())
    expect(await log.firstBroken()).toBe(2)
  })
})
