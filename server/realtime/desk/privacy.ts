import { faultText } from '#shared'
import type { Message } from '#protocol'
import { isLeadOn } from '../../chat/conversation.ts'
import type { Refused } from '../../chat/moves/outcome.ts'
import { packetOf } from '../../chat/reads/present-conversation.ts'
import { onePerson } from '../../chat/reads/one-person.ts'
import { readsOf } from '../../chat/reads/reads.ts'
import { marks } from '../../chat/sql.ts'
import { strangerKey } from '../../visitors/address-digest.ts'
import type { Core } from '../core.ts'
import { rooms } from '../telling/rooms.ts'
import type { HeldOfVisitor, Live } from '../live.ts'

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve))

/** What a shop owes a person who asks what is kept of them, or asks to be forgotten. */
export function privacyOf(
  core: Pick<
    Core,
    | 'addresses'
    | 'attributes'
    | 'database'
    | 'desk'
    | 'files'
    | 'library'
    | 'log'
    | 'move'
    | 'now'
    | 'reports'
    | 'site'
    | 'sql'
    | 'views'
    | 'watched'
  >,
): Pick<Live, 'held' | 'erase'> {
  const { visits } = core.library
  // One after another: each may hold tens of megabytes, and sixteen at once held everybody else for seconds.
  let last: Promise<unknown> = Promise.resolve()
  const oneByOne = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work)
    last = mine.then(nextTurn, nextTurn)
    return mine
  }
  /** Where reports are read: what somebody wrote in ten years may be as much as a report. */
  const reading = readsOf(core.reports)
  /** A page of them for each turn of the main thread. */
  const allMessages = async (conversationId: string) => {
    const all: Message[] = []
    for (let since = 0; ; await nextTurn()) {
      const some = await reading.messagesSince(conversationId, since, { notes: true })
      const end = some.at(-1)
      if (!end) return all
      all.push(...some)
      since = end.seq
    }
  }
  const held: Live['held'] = async (person, conversationId, withPrivate) => {
    const asked = await core.views.conversation(conversationId)
    if (!asked || !isLeadOn(person, asked.site)) return null
    const one = await onePerson(core.sql, asked)
    const ofPerson = `"site" = ? and "visitorId" in (${marks(one.ids.length)})`
    const ids = await core.reports.all<{ id: string }>(
      `select "id" from "conversations" where ${ofPerson} order by "createdAt"`,
      asked.site,
      ...one.ids,
    )
    const conversations: HeldOfVisitor['conversations'] = []
    for (const { id } of ids) {
      const row = await reading.conversation(id)
      if (!row) continue
      const messages = await allMessages(row.id)
      const letters = await core.reports.all<HeldOfVisitor['conversations'][number]['letters'][number]>(
        'select "recipient", "kind", "createdAt", "sentAt" from "outbox" where "conversationId" = ? order by "createdAt"',
        row.id,
      )
      const received = await core.reports.all<HeldOfVisitor['conversations'][number]['received'][number]>(
        'select "sender", "subject", "text", "receivedAt" from "letters" where "conversationId" = ? order by "receivedAt"',
        row.id,
      )
      const labelled = await core.reports.all<{ name: string }>(
        `select "name" from "labels" where "id" in (select "labelId" from "conversationLabels" where "conversationId" = ?) order by "name"`,
        row.id,
      )
      conversations.push({
        id: row.id,
        state: row.state,
        name: row.visitorName,
        mail: row.visitorMail,
        question: row.question,
        packet: packetOf(row),
        stars: row.stars,
        ratingComment: row.ratingComment,
        labels: labelled.map(({ name }) => name),
        createdAt: row.createdAt,
        solvedAt: row.solvedAt,
        letters,
        received,
        messages: messages.map(({ author, authorName, kind, text, sentAt, editedAt, files = [] }) => ({
          author,
          authorName,
          kind,
          text,
          sentAt,
          editedAt: editedAt ?? null,
          files: files.map(({ id, name, type, size }) => {
            const { url, until } = core.addresses.of({ id, thumb: false }, core.now())
            return { id, name, type, size, url, until }
          }),
        })),
      })
    }
    const watched = await Promise.all(one.ids.map(async (id) => (await core.watched?.visitsOf(asked.site, id)) ?? []))
    const site = await core.site(asked.site)
    const toldOf = (site && (await core.attributes?.of(site, one.ids))) ?? []
    return {
      visitorId: asked.visitorId,
      conversations,
      notes: await core.reports.all<HeldOfVisitor['notes'][number]>(
        `select "text", "byName", "createdAt" from "visitorNotes" where ${ofPerson} order by "createdAt"`,
        asked.site,
        ...one.ids,
      ),
      tasks: await core.reports.all<HeldOfVisitor['tasks'][number]>(
        `select "text", "byName", "createdAt", "doneAt" from "tasks" where "conversationId" in (select "id" from "conversations" where ${ofPerson}) order by "createdAt"`,
        asked.site,
        ...one.ids,
      ),
      blocks: await core.reports.all<HeldOfVisitor['blocks'][number]>(
        `select "scope", "reason", "until", "createdAt" from "blocks" where "conversationId" in (select "id" from "conversations" where ${ofPerson}) order by "createdAt"`,
        asked.site,
        ...one.ids,
      ),
      invitations: await core.sql.all<HeldOfVisitor['invitations'][number]>(
        `select "text", "operatorName", "createdAt", "shownAt", "ending" from "talkInvitations" where ${ofPerson}
         or "conversationId" in (select "id" from "conversations" where ${ofPerson}) order by "createdAt"`,
        asked.site,
        ...one.ids,
        asked.site,
        ...one.ids,
      ),
      visits: (await Promise.all(one.ids.map(async (id) => (await visits.of?.(id)) ?? []))).flat(),
      pages: watched.flat().flatMap(({ pages }) => pages),
      attributes: toldOf.filter((each) => withPrivate || !each.private),
    }
  }

  return {
    held: (person, conversationId, withPrivate) => oneByOne(() => held(person, conversationId, withPrivate)),
    erase: async (by, conversationId, wholeVisitor) => {
      const request = { conversationId, by, wholeVisitor }
      const notYet = (refused: Refused) =>
        refused.code === 'conflict' ? { ok: false as const, code: 'not_solved' as const } : refused
      let messages = 0
      for (let more = true; more; ) {
        const emptied = await core.move('emptyForErasure', request)
        if (!emptied.ok) return notYet(emptied)
        more = emptied.value.more
        messages += emptied.value.messages
      }
      const outcome = await core.move('erase', request)
      if (!outcome.ok) return notYet(outcome)
      const { site, visitorIds, conversationIds, files, from } = outcome.value
      messages += outcome.value.messages
      // What cannot be removed now is swept within a day: nothing names it any more.
      for (const one of files)
        await core.files
          ?.remove(one)
          .catch((fault: unknown) =>
            core.log.error({ fault: faultText(fault) }, 'an erased file is still in the store'),
          )
      for (const id of conversationIds)
        core.desk.to(rooms.members(site)).emit('conversation:gone', { conversationId: id })
      if (wholeVisitor)
        for (const visitorId of visitorIds) {
          await visits.forget?.(
            visitorId,
            from.map(({ address, firstAt, lastAt }) => ({ visitor: strangerKey(address), firstAt, lastAt })),
          )
          const browsers = (await core.watched?.forget(site, visitorId)) ?? []
          for (const subject of [visitorId, ...browsers]) await core.attributes?.forget(site, subject)
          await core.move('forgetInvitations', { site, browsers, visitorId })
        }
      await core.database.emptyLog()
      return { ok: true, conversations: conversationIds.length, messages }
    },
  }
}
