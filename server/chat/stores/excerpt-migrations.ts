import { cutText, messageWords } from '#shared'
import type { Migration } from 'kysely/migration'

const AT_ONCE = 200
const EXCERPT_LENGTH = 240
const READ_FOR_EXCERPT = 2_000

/** Last words that lists show, of before they were kept without the marks that draw an operator's: said again from the message. */
export const excerptMigrations: Record<string, Migration> = {
  '2110-plain-excerpts': {
    async up(db) {
      for (let after = ''; ; ) {
        const some: { id: string; lastText: string }[] = await db
          .selectFrom('conversations')
          .select(['id', 'lastText'])
          .where('id', '>', after)
          .where('lastAuthor', '=', 'operator')
          .where((eb) => eb.or(['%**%', '%](%', '%`%'].map((marks) => eb('lastText', 'like', marks))))
          .orderBy('id')
          .limit(AT_ONCE)
          .execute()
        for (const { id, lastText } of some) {
          const message: { text: string } | undefined = await db
            .selectFrom('messages')
            .select('text')
            .where('conversationId', '=', id)
            .where('kind', '=', 'text')
            .where('deletedAt', 'is', null)
            .orderBy('seq', 'desc')
            .limit(1)
            .executeTakeFirst()
          const plain = messageWords((message?.text || lastText).slice(0, READ_FOR_EXCERPT), false)
          const excerpt = cutText(plain, EXCERPT_LENGTH)
          if (excerpt !== lastText)
            await db.updateTable('conversations').set({ lastText: excerpt }).where('id', '=', id).execute()
        }
        if (some.length < AT_ONCE) break
        after = some.at(-1)?.id ?? ''
      }
    },
  },
}
