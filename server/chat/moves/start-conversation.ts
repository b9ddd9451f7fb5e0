import { cutText, newId, type InterfaceLocale } from '#shared'
import type { HandoverPacket, Message } from '#protocol'
import { type ConversationRow, isoAt, presentMessage, type MessageRow } from '../conversation.ts'
import { namesOf } from '../file-row.ts'
import { marks, type Sql } from '../sql.ts'
import { announce, append, begin, changeOf, finish, findMessage, set } from './change.ts'
import { filesToName, sameFiles } from './files/name-files.ts'
import { done, type Outcome, refused } from './outcome.ts'
import { connectedOperators, hasLease, serves } from './presence/presence.ts'
import { queueMail, waitForMailbox } from './letters/queue-mail.ts'
import { answerInvitation } from './inviting/answer-invitation.ts'
import { ended, standing } from './inviting/invite-visitor.ts'
import { NO_ACTS, scenarioActs } from './inviting/scenario-acts.ts'
import { putLabels } from './labels/labels.ts'
import { type Holding, heldBecause } from './keeping-out/held.ts'

const BY_LETTER = /^mail_[0-9a-f]{40}$/
const LETTER_KEPT_MS = 3_000
export const START_WINDOW_MS = 10 * 60_000

export interface StartConversation {
  site: string
  visitorId: string
  verified: boolean
  /** What the shop's server signed of this visitor. */
  vouched?: { id: string; name: string | null; mail: string | null } | null
  clientMessageId: string
  text: string
  /** As of `PostMessage`. */
  files?: { ids: readonly string[]; mostBytes: number } | null
  packet: HandoverPacket
  locale: InterfaceLocale
  name: string | null
  mail: string | null
  way: 'chat' | 'message'
  /** false: no mail server is set, so no letter is promised. */
  letters?: boolean
  /** false: whoever wrote is told nothing, because nobody knows who that is. */
  acknowledged?: boolean
  /** Inside opening hours; outside them nobody is promised. */
  open: boolean
  opensAt: string | null
  /** Names of what the question is about, in small letters. */
  topics: string[]
  /** Keyed digest of the address, and how many conversations it may begin in ten minutes. */
  address: string | null
  /** The same of its /24 or /48. */
  subnet?: string | null
  /** Digest of the first words, and what is looked at before it reaches anybody; absent: nothing is. */
  openingKey?: string | null
  hold?: Holding
  /** It answers this one, and is with its operator if they still have room. */
  invitation?: { id: string; visit: string; automatic: string }
  /** A scenario of the site acts on conversations that begin. */
  scenarios?: boolean
  limits: { perVisitor: number; perAddress: number }
}

export interface Started {
  conversationId: string
  messages: Message[]
  fresh: boolean
}

/** Opens the visitor's conversation with their first message: queued if a person is there, else waiting for a reply by mail. */
export async function startConversation(sql: Sql, start: StartConversation, now: number): Promise<Outcome<Started>> {
  const again = await sql.one<{ id: string }>(
    'select "id" from "conversations" where "visitorId" = ? and "startKey" = ?',
    start.visitorId,
    start.clientMessageId,
  )
  if (again) return resent(sql, again.id, start)
  const open = await sql.one<{ id: string }>(
    `select "id" from "conversations" where "visitorId" = ? and "site" = ? and "state" <> 'solved' order by "createdAt" desc limit 1`,
    start.visitorId,
    start.site,
  )
  // Several tabs of one visitor show one conversation: a second start continues the open one.
  if (open) {
    if (start.invitation && (await standing(sql, { ...start.invitation, site: start.site })))
      await ended(sql, start.invitation.id, 'answered', now, open.id)
    return continued(sql, open.id, start, now)
  }
  const wait = await startsTooOften(sql, start, now)
  if (wait > 0) return refused('too_many', { retryAfterMs: wait })

  const acts = start.scenarios ? await scenarioActs(sql, start, now) : NO_ACTS
  // Somebody who was invited by a person may answer.
  if (acts.chatOff && !start.invitation) return refused('blocked')
  const held = await heldBecause(sql, start, START_WINDOW_MS, now)
  const invited = start.invitation && (await standing(sql, { ...start.invitation, site: start.site }))
  if (start.invitation && !invited) return refused('not_found')
  const somebody = held === null && start.way === 'chat' && start.open && (await anyoneWilling(sql, start, now))
  const change = changeOf({
    ...newRow(start, somebody, now),
    heldBecause: held,
    groupName: acts.group,
    priority: acts.priority,
    labels: acts.labels.length > 0 ? JSON.stringify(acts.labels) : null,
    previousOperatorId: invited?.operatorId || (await lastOperator(sql, start)),
    visitorLeftAt: (await hasLease(sql, 'visitor', start.visitorId, now)) ? null : isoAt(now),
  })
  const named = await filesOf(sql, change.row, start)
  if ('refused' in named) return refused(named.refused)
  if (start.text.trim() === '') set(change, { question: cutText(namesOf(named.files), 1_000) })
  await insert(sql, change.row)
  await putLabels(sql, change.row.id, acts.labels, now)
  const withInviter =
    invited && start.invitation
      ? await answerInvitation(sql, change, invited, start.invitation.automatic, held === null, now)
      : false
  await append(
    sql,
    change,
    {
      author: 'visitor',
      authorId: start.visitorId,
      authorName: start.name,
      kind: 'text',
      text: start.text,
      files: named.files,
      clientMessageId: start.clientMessageId,
    },
    now,
  )
  if (held !== null) {
    if (start.acknowledged !== false) await announce(sql, change, 'held', {}, now)
  } else if (!somebody && !withInviter && start.acknowledged !== false) {
    const values: Record<string, string> = { opensAt: start.opensAt ?? '', mail: start.mail ?? '' }
    const byMail = start.mail !== null && start.letters !== false
    await announce(sql, change, byMail ? 'auto_reply' : 'nobody_here', values, now)
    if (start.mail !== null && byMail && (await waitForMailbox(sql, start.mail, now)) === 0) {
      const content = {
        site: start.site,
        question: start.text.trim() === '' ? change.row.question : start.text,
        opensAt: start.opensAt,
        visitorName: start.name,
      }
      await queueMail(
        sql,
        {
          kind: 'auto_reply',
          conversationId: change.row.id,
          recipient: start.mail,
          locale: start.locale,
          content,
          // It answers the letter that began this, which is kept by the move after this one.
          ...(BY_LETTER.test(start.clientMessageId) ? { afterMs: LETTER_KEPT_MS } : {}),
        },
        now,
      )
    }
  }
  set(change, { awaitingSince: held === null ? isoAt(now) : null })
  change.before = { operatorId: null, state: null, offeredTo: null }
  const facts = await finish(sql, change, now)
  return done(
    { conversationId: change.row.id, messages: facts.said.map((one) => one.message), fresh: true },
    facts.said,
    facts.moved,
  )
}

async function resent(sql: Sql, id: string, start: StartConversation): Promise<Outcome<Started>> {
  const first = await findMessage(sql, id, start.clientMessageId)
  if (first && (first.text !== start.text || !sameFiles(first.files, start.files?.ids))) return refused('conflict')
  return done({ conversationId: id, messages: await allMessages(sql, id), fresh: false })
}

async function continued(sql: Sql, id: string, start: StartConversation, now: number): Promise<Outcome<Started>> {
  const change = await begin(sql, id)
  if (!change) return refused('unavailable')
  const named = await filesOf(sql, change.row, start)
  if ('refused' in named)
    return (await findMessage(sql, id, start.clientMessageId)) ? resent(sql, id, start) : refused(named.refused)
  const message = await append(
    sql,
    change,
    {
      author: 'visitor',
      authorId: start.visitorId,
      authorName: change.row.visitorName ?? start.name,
      kind: 'text',
      text: start.text,
      files: named.files,
      clientMessageId: start.clientMessageId,
    },
    now,
  )
  if (!message) return resent(sql, id, start)
  set(change, {
    awaitingSince: change.row.heldBecause === null ? (change.row.awaitingSince ?? isoAt(now)) : null,
    visitorName: change.row.visitorName ?? start.name,
    visitorMail: change.row.visitorMail ?? start.mail,
    wantsMail: start.way === 'message' ? 1 : change.row.wantsMail,
  })
  // Asked for a person again, and now there is one: it need not wait for a letter.
  if (
    change.row.heldBecause === null &&
    change.row.state === 'waiting' &&
    start.way === 'chat' &&
    start.open &&
    (await anyoneWilling(sql, start, now))
  )
    set(change, { state: 'queued', queuedAt: isoAt(now) })
  const facts = await finish(sql, change, now)
  return done({ conversationId: id, messages: await allMessages(sql, id), fresh: true }, facts.said, facts.moved)
}

const filesOf = (sql: Sql, row: Pick<ConversationRow, 'id' | 'site'>, { files, visitorId }: StartConversation) =>
  filesToName(sql, row, files ? { ...files, ownerId: visitorId } : null)

async function allMessages(sql: Sql, id: string): Promise<Message[]> {
  const rows = await sql.all<MessageRow>(
    `select * from "messages" where "conversationId" = ? and "kind" <> 'note' order by "seq"`,
    id,
  )
  return rows.map(presentMessage)
}

/** Milliseconds until the visitor, or their address, may begin another one; 0 if now. */
async function startsTooOften(sql: Sql, start: StartConversation, now: number): Promise<number> {
  const since = isoAt(now - START_WINDOW_MS)
  const waitFor = async (column: 'visitorId' | 'address', value: string, most: number) => {
    const rows = await sql.all<{ createdAt: string }>(
      `select "createdAt" from "conversations" where "${column}" = ? and "createdAt" > ? order by "createdAt" desc limit ?`,
      value,
      since,
      most,
    )
    const oldest = rows[most - 1]
    return oldest ? Math.max(1_000, Date.parse(oldest.createdAt) + START_WINDOW_MS - now) : 0
  }
  const own = await waitFor('visitorId', start.visitorId, start.limits.perVisitor)
  // A visitor the shop vouches for is not held up by strangers at the same address.
  return own > 0 || start.verified || !start.address ? own : waitFor('address', start.address, start.limits.perAddress)
}

async function anyoneWilling(sql: Sql, { site, locale }: StartConversation, now: number): Promise<boolean> {
  const connected = await connectedOperators(sql, now)
  const willing = await sql.all<{ id: string; sites: string | null; languages: string | null }>(
    'select "id", "sites", "languages" from "operators" where "available" = 1',
  )
  return willing.some((one) => connected.has(one.id) && serves(one, site, locale))
}

/** Whom a returning visitor spoke with last: asked first again. */
async function lastOperator(sql: Sql, start: StartConversation): Promise<string | null> {
  const before = await sql.one<{ operatorId: string }>(
    'select "operatorId" from "conversations" where "visitorId" = ? and "site" = ? and "operatorId" is not null order by "createdAt" desc limit 1',
    start.visitorId,
    start.site,
  )
  return before?.operatorId ?? null
}

function newRow(start: StartConversation, somebody: boolean, now: number): ConversationRow {
  const at = isoAt(now)
  return {
    id: newId('cnv', now),
    site: start.site,
    visitorId: start.visitorId,
    state: somebody ? 'queued' : 'waiting',
    locale: start.locale,
    question: cutText(start.text, 1_000),
    packet: JSON.stringify(start.packet),
    visitorName: start.name,
    visitorMail: start.mail,
    verified: Number(start.verified),
    vouched: start.vouched ? JSON.stringify(start.vouched) : null,
    operatorId: null,
    operatorName: null,
    previousOperatorId: null,
    groupName: null,
    topics: JSON.stringify(start.topics),
    priority: 0,
    returned: 0,
    queuedAt: at,
    offeredTo: null,
    offeredUntil: null,
    declinedBy: null,
    lastSeq: 0,
    visitorDelivered: 0,
    visitorRead: 0,
    operatorDelivered: 0,
    operatorRead: 0,
    unread: 0,
    wantsMail: Number(start.way === 'message'),
    visitorLeftAt: null,
    mailStoppedAt: null,
    startKey: start.clientMessageId,
    address: start.address,
    subnet: start.subnet ?? null,
    openingKey: start.openingKey ?? null,
    heldBecause: null,
    mark: null,
    snoozedAt: null,
    snoozedUntil: null,
    mergedInto: null,
    remindedAt: null,
    restsSince: null,
    labels: null,
    stars: null,
    ratingComment: null,
    acceptedAt: null,
    firstResponseAt: null,
    awaitingSince: null,
    solvedAt: null,
    answerId: null,
    promotedTo: null,
    lastAuthor: null,
    lastText: null,
    lastAt: null,
    raised: 0,
    rev: 0,
    movedRev: 0,
    createdAt: at,
    changedAt: at,
  }
}

async function insert(sql: Sql, row: ConversationRow): Promise<void> {
  const columns = Object.keys(row)
    .map((key) => `"${key}"`)
    .join(', ')
  await sql.run(
    `insert into "conversations" (${columns}) values (${marks(Object.keys(row).length)})`,
    ...Object.values(row),
  )
}
