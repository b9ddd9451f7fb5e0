import type { Migration } from 'kysely/migration'

/** Scenarios of a site, how often they may show a card, and which visits they fitted. */
export const scenarioMigrations: Record<string, Migration> = {
  '2200-scenarios': {
    async up(db) {
      await db.schema
        .createTable('scenarios')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('running', 'integer', (column) => column.notNull())
        .addColumn('conditions', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('controlShare', 'integer', (column) => column.notNull())
        .addColumn('createdAt', 'text', (column) => column.notNull())
        .addColumn('changedAt', 'text', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('scenarios_site').on('scenarios').columns(['site']).execute()
      await db.schema
        .createTable('scenarioCaps')
        .addColumn('site', 'text', (column) => column.primaryKey().notNull())
        .addColumn('visit', 'integer', (column) => column.notNull())
        .addColumn('day', 'integer', (column) => column.notNull())
        .addColumn('total', 'integer', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('scenarioMatches')
        .addColumn('scenario', 'text', (column) => column.notNull())
        .addColumn('visit', 'text', (column) => column.notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('browser', 'text', (column) => column.notNull())
        .addColumn('visitorId', 'text')
        .addColumn('arm', 'text', (column) => column.notNull())
        .addColumn('card', 'integer', (column) => column.notNull())
        .addColumn('invitation', 'text')
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('until', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('scenarioMatches_key', ['scenario', 'visit'])
        .execute()
      for (const columns of [['visit'], ['browser', 'at'], ['site', 'at'], ['visitorId']])
        await db.schema
          .createIndex(`scenarioMatches_${columns.join('_')}`)
          .on('scenarioMatches')
          .columns(columns)
          .execute()
    },
  },
  '2201-automatic-invitations': {
    async up(db) {
      const add = (name: string) => db.schema.alterTable('talkInvitations').addColumn(name, 'text').execute()
      await add('scenario')
      await add('texts')
      await db.schema
        .alterTable('talkInvitations')
        .addColumn('needsSomebody', 'integer', (column) => column.notNull().defaultTo(0))
        .execute()
    },
  },
  '2622-goals': {
    async up(db) {
      await db.schema
        .createTable('goals')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('visitorId', 'text')
        .addColumn('browser', 'text')
        .addColumn('afterTalk', 'integer', (column) => column.notNull())
        .addColumn('afterAnswer', 'integer', (column) => column.notNull())
        .addColumn('afterInvitation', 'integer', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addUniqueConstraint('goals_once', ['site', 'name', 'key'])
        .execute()
      for (const columns of [['site', 'at'], ['browser'], ['visitorId']])
        await db.schema
          .createIndex(`goals_${columns.join('_')}`)
          .on('goals')
          .columns(columns)
          .execute()
    },
  },
}
