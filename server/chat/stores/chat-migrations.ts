import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { cardMigrations } from './card-migrations.ts'
import { forYouMigrations } from './for-you-migrations.ts'
import { excerptMigrations } from './excerpt-migrations.ts'
import { faceMigrations } from './face-migrations.ts'
import { invitationMigrations } from './invitation-migrations.ts'
import { keepingOutMigrations } from './keeping-out-migrations.ts'
import { scenarioMigrations } from './scenario-migrations.ts'
import { journalMigrations } from './journal-migrations.ts'
import { dayMigrations } from './day/day-migrations.ts'
import { labelMigrations } from './label-migrations.ts'

type Column = [name: string, type: 'text' | 'integer', constraint?: 'not null' | 'primary key' | `default ${number}`]

/** Tables of conversations. Times are ISO 8601 text, booleans 0/1, JSON text; names are camelCase. */
export const chatMigrations: Record<string, Migration> = {
  '1001-conversations': {
    async up(db) {
      await table(db, 'conversations', [
        ['id', 'text', 'primary key'],
        ['site', 'text', 'not null'],
        ['visitorId', 'text', 'not null'],
        ['state', 'text', 'not null'],
        ['locale', 'text', 'not null'],
        ['question', 'text', 'not null'],
        ['packet', 'text', 'not null'],
        ['visitorName', 'text'],
        ['visitorMail', 'text'],
        ['verified', 'integer', 'default 0'],
        ['operatorId', 'text'],
        ['operatorName', 'text'],
        ['previousOperatorId', 'text'],
        ['groupName', 'text'],
        ['priority', 'integer', 'default 0'],
        ['returned', 'integer', 'default 0'],
        ['queuedAt', 'text'],
        ['offeredTo', 'text'],
        ['offeredUntil', 'text'],
        ['declinedBy', 'text'],
        ['lastSeq', 'integer', 'default 0'],
        ['visitorDelivered', 'integer', 'default 0'],
        ['visitorRead', 'integer', 'default 0'],
        ['operatorDelivered', 'integer', 'default 0'],
        ['operatorRead', 'integer', 'default 0'],
        ['wantsMail', 'integer', 'default 0'],
        ['startKey', 'text', 'not null'],
        ['address', 'text'],
        ['stars', 'integer'],
        ['ratingComment', 'text'],
        ['acceptedAt', 'text'],
        ['firstResponseAt', 'text'],
        ['awaitingSince', 'text'],
        ['solvedAt', 'text'],
        ['answerId', 'text'],
        ['promotedTo', 'text'],
        ['lastAuthor', 'text'],
        ['lastText', 'text'],
        ['lastAt', 'text'],
        ['raised', 'integer', 'default 0'],
        ['rev', 'integer', 'default 0'],
        ['createdAt', 'text', 'not null'],
        ['changedAt', 'text', 'not null'],
      ])
      await index(db, 'conversations', ['visitorId', 'startKey'], true)
      await index(db, 'conversations', ['state', 'site', 'queuedAt'])
      await index(db, 'conversations', ['operatorId', 'state'])
      await index(db, 'conversations', ['changedAt'])
      await index(db, 'conversations', ['address', 'createdAt'])

      await table(db, 'messages', [
        ['conversationId', 'text', 'not null'],
        ['seq', 'integer', 'not null'],
        ['id', 'text', 'not null'],
        ['clientMessageId', 'text', 'not null'],
        ['author', 'text', 'not null'],
        ['authorId', 'text'],
        ['authorName', 'text'],
        ['kind', 'text', 'not null'],
        ['text', 'text', 'not null'],
        ['event', 'text'],
        ['templateId', 'text'],
        ['templateEdited', 'integer'],
        ['editedAt', 'text'],
        ['deletedAt', 'text'],
        ['sentAt', 'text', 'not null'],
      ])
      // I1–I3 rest on these two.
      await index(db, 'messages', ['conversationId', 'seq'], true)
      await index(db, 'messages', ['conversationId', 'clientMessageId'], true)

      await table(db, 'messageHistory', [
        ['messageId', 'text', 'not null'],
        ['conversationId', 'text', 'not null'],
        ['text', 'text', 'not null'],
        ['act', 'text', 'not null'],
        ['byId', 'text', 'not null'],
        ['at', 'text', 'not null'],
      ])
      await index(db, 'messageHistory', ['messageId'])
      await table(db, 'participants', [
        ['conversationId', 'text', 'not null'],
        ['personId', 'text', 'not null'],
      ])
      await index(db, 'participants', ['conversationId', 'personId'], true)
      await table(db, 'drafts', [
        ['conversationId', 'text', 'primary key'],
        ['text', 'text', 'not null'],
        ['version', 'integer', 'not null'],
        ['byId', 'text', 'not null'],
        ['at', 'text', 'not null'],
      ])
    },
  },
  '1002-presence': {
    async up(db) {
      await table(db, 'operators', [
        ['id', 'text', 'primary key'],
        ['name', 'text', 'not null'],
        ['role', 'text', 'not null'],
        ['available', 'integer', 'default 0'],
        ['capacity', 'integer', 'default 5'],
        ['setAwayBecause', 'text'],
        ['idleSince', 'text'],
        ['lastSeenAt', 'text'],
        ['languages', 'text'],
        ['skills', 'text'],
        ['sites', 'text'],
      ])
      await table(db, 'nodes', [
        ['id', 'text', 'primary key'],
        ['expiresAt', 'text', 'not null'],
      ])
      await table(db, 'leases', [
        ['id', 'text', 'primary key'],
        ['nodeId', 'text', 'not null'],
        ['kind', 'text', 'not null'],
        ['personId', 'text', 'not null'],
        ['since', 'text', 'not null'],
      ])
      await index(db, 'leases', ['kind', 'personId'])
      await index(db, 'leases', ['nodeId'])
      await table(db, 'revocations', [
        ['personId', 'text', 'primary key'],
        ['at', 'text', 'not null'],
      ])
    },
  },
  '1003-response-times': {
    async up(db) {
      await table(db, 'responses', [
        ['conversationId', 'text', 'not null'],
        ['site', 'text', 'not null'],
        ['kind', 'text', 'not null'],
        ['totalMs', 'integer', 'not null'],
        ['openMs', 'integer', 'not null'],
        ['targetMs', 'integer'],
        ['operatorId', 'text'],
        ['at', 'text', 'not null'],
      ])
      await index(db, 'responses', ['site', 'kind', 'at'])
    },
  },
  '1004-mail': {
    async up(db) {
      await table(db, 'outbox', [
        ['id', 'text', 'primary key'],
        ['kind', 'text', 'not null'],
        ['conversationId', 'text'],
        ['recipient', 'text', 'not null'],
        ['locale', 'text', 'not null'],
        ['content', 'text', 'not null'],
        ['attempts', 'integer', 'default 0'],
        ['nextAt', 'text'],
        ['claimedBy', 'text'],
        ['claimedUntil', 'text'],
        ['sentAt', 'text'],
        ['failedAt', 'text'],
        ['lastError', 'text'],
        ['createdAt', 'text', 'not null'],
      ])
      await index(db, 'outbox', ['sentAt', 'nextAt'])
    },
  },
  '1005-reply-keys': {
    async up(db) {
      await table(db, 'replyKeys', [
        ['key', 'text', 'primary key'],
        ['conversationId', 'text', 'not null'],
      ])
      await index(db, 'replyKeys', ['conversationId'])
    },
  },
  '1006-unread': {
    // Counted once and kept with the row: lists showed it for every busy conversation by counting its messages.
    async up(db) {
      await db.schema
        .alterTable('conversations')
        .addColumn('unread', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
      await sql`update "conversations" set "unread" = (select count(*) from "messages" where "messages"."conversationId" = "conversations"."id"
        and "messages"."author" = 'visitor' and "messages"."seq" > "conversations"."operatorRead")`.execute(db)
    },
  },
  '1007-letter-tried': {
    // When the last attempt failed: beside the last letter taken it says, to every node, whether the mail server answers.
    async up(db) {
      await db.schema.alterTable('outbox').addColumn('triedAt', 'text').execute()
    },
  },
  '1008-topics': {
    async up(db) {
      await db.schema.alterTable('conversations').addColumn('topics', 'text').execute()
    },
  },
  '1009-moved-rev': {
    // Messages and read marks count in `rev` too; with this a node sees that a change of state was told to nobody.
    async up(db) {
      await db.schema
        .alterTable('conversations')
        .addColumn('movedRev', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
    },
  },
  '1010-templates-used': {
    // Costs a message without a template nothing.
    async up(db) {
      await sql`create index "messages_templatesUsed" on "messages" ("sentAt") where "templateId" is not null`.execute(
        db,
      )
    },
  },
  '1011-vouched': {
    async up(db) {
      await db.schema.alterTable('conversations').addColumn('vouched', 'text').execute()
    },
  },
  '1012-by-state-and-change': {
    // The desk's lists by state, newest change first: without it every solved conversation is read and sorted for one page.
    async up(db) {
      await index(db, 'conversations', ['state', 'changedAt', 'id'])
    },
  },
  '1013-letters': {
    // Visitors' letters as they came, for thirty days.
    async up(db) {
      await table(db, 'letters', [
        ['id', 'text', 'primary key'],
        ['conversationId', 'text', 'not null'],
        ['clientMessageId', 'text', 'not null'],
        ['sender', 'text', 'not null'],
        ['subject', 'text', 'not null'],
        ['text', 'text', 'not null'],
        ['files', 'text', 'not null'],
        ['size', 'integer', 'not null'],
        ['source', 'text', 'not null'],
        ['keptBytes', 'integer', 'not null'],
        ['receivedAt', 'text', 'not null'],
      ])
      await index(db, 'letters', ['conversationId', 'clientMessageId'], true)
      await index(db, 'letters', ['receivedAt'])
    },
  },
  '1015-collected-letters': {
    // A letter holds the answers from `fromSeq` to `toSeq`; it collects them until it is sent, and then `toSeq` is known.
    async up(db) {
      for (const column of ['fromSeq', 'toSeq'])
        await db.schema.alterTable('outbox').addColumn(column, 'integer').execute()
      await db.schema.alterTable('outbox').addColumn('mailbox', 'text').execute()
      await index(db, 'outbox', ['conversationId', 'kind'])
      await index(db, 'outbox', ['mailbox', 'createdAt'])
      await db.schema.alterTable('letters').addColumn('messageId', 'text').execute()
      // When the visitor's last connection ended; null: they are here.
      await db.schema.alterTable('conversations').addColumn('visitorLeftAt', 'text').execute()
      await sql`update "conversations" set "visitorLeftAt" = "changedAt"`.execute(db)
      // Since when they want no letters about it.
      await db.schema.alterTable('conversations').addColumn('mailStoppedAt', 'text').execute()
      // Who answered a letter of ours, or opened its link, is who the address belongs to.
      await table(db, 'confirmedMailboxes', [
        ['conversationId', 'text', 'not null'],
        ['mailbox', 'text', 'not null'],
      ])
      await index(db, 'confirmedMailboxes', ['mailbox', 'conversationId'], true)
      await boundLetters(db)
    },
  },
  '1016-lapsed-offers': {
    // How many offers in a row somebody has let pass.
    async up(db) {
      await db.schema
        .alterTable('operators')
        .addColumn('lapsedOffers', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
    },
  },
  '1020-files': {
    async up(db) {
      await table(db, 'files', [
        ['id', 'text', 'primary key'],
        ['site', 'text', 'not null'],
        ['ownerId', 'text', 'not null'],
        ['conversationId', 'text'],
        ['messageId', 'text'],
        ['note', 'integer', 'default 0'],
        ['withdrawn', 'integer', 'default 0'],
        ['name', 'text', 'not null'],
        ['type', 'text', 'not null'],
        ['kind', 'text', 'not null'],
        ['size', 'integer', 'not null'],
        ['width', 'integer'],
        ['height', 'integer'],
        ['thumbWidth', 'integer'],
        ['thumbHeight', 'integer'],
        ['sha256', 'text', 'not null'],
        ['thumbSha256', 'text'],
        ['sourceSha256', 'text', 'not null'],
        ['createdAt', 'text', 'not null'],
      ])
      await index(db, 'files', ['conversationId'])
      await index(db, 'files', ['ownerId', 'createdAt'])
      await sql`create index "files_unsent" on "files" ("createdAt") where "messageId" is null`.execute(db)
      // What a message shows of its files, as JSON; null: none, as of nearly all.
      await db.schema.alterTable('messages').addColumn('files', 'text').execute()
    },
  },
  '1021-response-places': {
    /** Median and nine tenths of a year are read off an index; the other one counts a stretch of time by itself. */
    async up(db) {
      await db.schema.dropIndex('responses_site_kind_at').execute()
      await index(db, 'responses', ['site', 'kind', 'at', 'openMs', 'targetMs'])
      await index(db, 'responses', ['site', 'kind', 'openMs', 'at'])
    },
  },
  ...faceMigrations,
  ...excerptMigrations,
  ...forYouMigrations,
  ...keepingOutMigrations,
  ...invitationMigrations,
  ...scenarioMigrations,
  ...cardMigrations,
  ...labelMigrations,
  ...dayMigrations,
  ...journalMigrations,
}

/** Letters of one answer each, written before letters collected them. */
// biome-ignore lint/suspicious/noExplicitAny: migrations run before any table type is true
async function boundLetters(db: Kysely<any>): Promise<void> {
  const waiting = await db
    .selectFrom('outbox')
    .select(['id', 'content', 'conversationId'])
    .where('kind', '=', 'reply')
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .execute()
  for (const { id, content, conversationId } of waiting) {
    const { messageId } = JSON.parse(content as string) as { messageId?: string }
    const message = await db
      .selectFrom('messages')
      .select('seq')
      .where('conversationId', '=', conversationId)
      .where('id', '=', messageId ?? '')
      .executeTakeFirst()
    if (!message) continue
    await db.updateTable('outbox').set({ fromSeq: message.seq, toSeq: message.seq }).where('id', '=', id).execute()
  }
}

// biome-ignore lint/suspicious/noExplicitAny: migrations run before any table type is true
async function table(db: Kysely<any>, name: string, columns: Column[]): Promise<void> {
  let made = db.schema.createTable(name)
  for (const [column, type, constraint] of columns) {
    made = made.addColumn(column, type, (c) => {
      if (constraint === 'primary key') return c.primaryKey().notNull()
      if (constraint === 'not null') return c.notNull()
      if (constraint?.startsWith('default'))
        return c.notNull().defaultTo(sql.lit(Number(constraint.slice('default '.length))))
      return c
    })
  }
  await made.execute()
}

// biome-ignore lint/suspicious/noExplicitAny: migrations run before any table type is true
async function index(db: Kysely<any>, on: string, columns: string[], unique = false): Promise<void> {
  const made = db.schema
    .createIndex(`${on}_${columns.join('_')}`)
    .on(on)
    .columns(columns)
  await (unique ? made.unique() : made).execute()
}
