import { BYTES_PER_MB, cutText, mailboxOf } from '#shared'
import { createHmac } from 'node:crypto'
import type { ConversationRow } from '../../chat/conversation.ts'
import type { TakeLetter } from '../../chat/moves/letters/take-letter.ts'
import { marks } from '../../chat/sql.ts'
import { languageOf } from '../../mail/reading/language-of.ts'
import { letterReader } from '../../mail/reading/letter-reader.ts'
import { type Sender, samePerson } from '../../mail/mail-address.ts'
import {
  LARGEST_LETTER_BYTES,
  type KnownConversation,
  type MailRefused,
  type ReceivedLetter,
  receiveLetter,
} from '../../mail/receive-mail.ts'
import type { ReplyAddresses } from '../../mail/reply-address.ts'
import { reopenTarget, startRequest, type Starting } from '../asking/conversation-flow.ts'
import type { FileTaking } from '../files/taking-files.ts'
import { type LetterFiles, passesSoon, takeLetterFiles } from './letter-files.ts'
import type { Core } from '../core.ts'
import type { Live } from '../live.ts'

/** Of our messages: what a reply may quote. */
const OUR_LATEST = 100
const LONGEST_NAME = 80
const WHOLE_MB = Math.floor(LARGEST_LETTER_BYTES / BYTES_PER_MB)
/** Where anybody may have an address: there only the shop's own is the shop's. */
const SHARED_HOSTS =
  /^(?:gmail\.com|googlemail\.com|ya\.ru|yandex\.[a-z.]{2,6}|mail\.ru|bk\.ru|inbox\.ru|list\.ru|rambler\.ru|outlook\.[a-z.]{2,6}|hotmail\.[a-z.]{2,6}|live\.[a-z.]{2,6}|yahoo\.[a-z.]{2,6}|icloud\.com|me\.com|gmx\.[a-z]{2,3}|web\.de|t-online\.de|proton(?:mail)?\.(?:com|me)|localhost)$/
const OUR_LETTER = /^<(mail_[0-9A-Za-z]{20,40})@/

export interface MailInbox {
  receive: Live['receiveMail']
  prune(): Promise<void>
  close(): Promise<void>
}

/** What taking letters in takes. */
export type LetterAnswering = Starting &
  FileTaking &
  Pick<Core, 'desk' | 'gate' | 'library' | 'log' | 'move' | 'now' | 'redisUrl' | 'secrets' | 'site' | 'sql' | 'views'>

/** Letters in. */
export function mailInboxOf(core: LetterAnswering, mailFrom: Sender, addresses: ReplyAddresses): MailInbox {
  const reader = letterReader()
  const sites = async () => (await core.library.find.sites?.()) ?? []
  const idsOf = (messageIds: readonly string[]) =>
    messageIds.map((one) => OUR_LETTER.exec(one)?.[1]).filter((id) => id !== undefined)
  const known = (where: string, ...values: string[]) =>
    core.sql
      .one<Pick<ConversationRow, 'id' | 'visitorId' | 'visitorMail'>>(
        `select "id", "visitorId", "visitorMail" from "conversations" where "id" = (${where})`,
        ...values,
      )
      .then((row): KnownConversation | null => row ?? null)

  const keyed = (what: string, key: string) =>
    createHmac('sha256', core.secrets[0]).update(`${what}.${key}`).digest('base64url')
  /** Somebody who only ever wrote letters, the same for every letter of one writer. */
  const visitorOf = (key: string) =>
    `vis_${keyed('mail-visitor', key)
      .replace(/[^0-9A-Za-z]/g, '0')
      .slice(0, 31)}`

  /** All our words, templates too: a reply quotes what the letter held. */
  const saidIn = (conversationId: string) =>
    core.sql.all<{ text: string }>(
      `select "text" from "messages" where "conversationId" = ? and "author" = 'operator' and "kind" = 'text' and "deletedAt" is null order by "seq" desc limit ?`,
      conversationId,
      OUR_LATEST,
    )

  async function take(letter: ReceivedLetter): ReturnType<Live['receiveMail']> {
    const place = await placeOf(letter)
    if (!place) return { ok: false, code: 'no_site' }
    const taken = await takeLetterFiles(core, { ...letter, ...place })
    if (passesSoon(taken)) return { ok: false, code: 'unavailable' }
    const text = wordsOf(letter, taken)
    const begun = letter.conversation ? null : await begin({ ...letter, text }, place, taken)
    if (begun && !begun.ok) return begun
    const conversationId = begun?.conversationId ?? letter.conversation?.id ?? ''
    const { subject, whole, size, source, messageId } = letter
    const files = letter.files.map(({ name, size }) => ({ name, size }))
    const keptOut = await isKeptOut({ ...place, mail: writerMail(letter) })
    const sender = letter.writer.from
    const request: TakeLetter = {
      conversationId,
      clientMessageId: letter.clientMessageId,
      as: begun ? 'begun' : keptOut ? 'blocked' : letter.as,
      text,
      letter: { sender, subject, text: whole, files, size, source, messageId },
      ...(begun ? {} : { kept: { files: taken.kept, mostBytes: taken.mostBytes } }),
      notKept: taken.notKept,
      ...(core.smtpUrl !== undefined && letter.acknowledged && !keptOut && letter.as === 'visitor'
        ? { toldBack: { fileMb: taken.fileMb, wholeMb: WHOLE_MB, ...(letter.cut ? { cut: true } : {}) } }
        : {}),
      notes: letter.notes,
      reopenTo: reopenTarget(core, place.site),
    }
    const outcome = await core.move('takeLetter', request)
    return outcome.ok ? { ok: true, conversationId } : outcome
  }

  const isKeptOut = async (who: { site: string; visitorId: string; mail: string | null; verifiedId?: string | null }) =>
    (await core.gate.keptOut({ verifiedId: null, address: null, subnet: null, ...who })) !== null

  /** Whose files a letter brings, and to which site: those of its conversation, else of the one it begins. */
  async function placeOf({ conversation, writer, to, clientMessageId }: ReceivedLetter) {
    if (conversation) {
      const row = await core.views.conversation(conversation.id)
      if (!row) return null
      const vouched: { id: string } | null = row.vouched ? JSON.parse(row.vouched) : null
      return { visitorId: row.visitorId, site: row.site, verifiedId: vouched?.id ?? null }
    }
    const all = await sites()
    const site = all.find((one) => to.some((address) => samePerson(address, one.mail))) ?? all[0]
    return site ? { visitorId: visitorOf(writer.key ?? clientMessageId), site: site.id, verifiedId: null } : null
  }

  /** A letter that answers nothing begins a conversation of its own: whoever wrote it is known by their address alone. */
  async function begin(
    { writer, ...letter }: ReceivedLetter,
    { visitorId, site: siteId }: { visitorId: string; site: string },
    taken: LetterFiles,
  ): ReturnType<Live['receiveMail']> {
    const site = await core.site(siteId)
    if (!site) return { ok: false, code: 'no_site' }
    const locale = languageOf(letter.text, site.defaultLocale)
    const key = writer.key ?? letter.clientMessageId
    const start = await startRequest(
      core,
      { visitorId, site: site.id, locale, verified: null },
      {
        clientMessageId: letter.clientMessageId,
        text: letter.text,
        packet: { searches: [], read: [], page: null, product: null, draft: '', locale, timeZone: null },
        name: writer.name ? cutText(writer.name, LONGEST_NAME) : null,
        mail: writer.mail,
        way: 'message',
        files: taken.kept.map(({ id }) => id),
      },
      { address: keyed('mail-address', key).slice(0, 22), subnet: null },
    )
    const keptOut = await isKeptOut({ site: siteId, visitorId, mail: writer.mail ?? writer.sender })
    const outcome = await core.move('startConversation', {
      ...start,
      // Lost is none: whoever is kept out is read if somebody wants to, and waits for nobody.
      ...(keptOut ? { hold: { because: 'blocked' as const, flood: 0, repeats: 0 } } : {}),
      acknowledged: letter.acknowledged && !keptOut,
    })
    return outcome.ok ? { ok: true, conversationId: outcome.value.conversationId } : outcome
  }

  /** Letters of ours that came back: those it names, else the newest to each address it names. */
  async function bouncedBy(bounce: MailRefused['bounce']): Promise<string[]> {
    const named = idsOf(bounce?.messageIds ?? [])
    if (!bounce || named.length > 0) return named
    const newest = await Promise.all(
      bounce.recipients.map((address) =>
        core.sql.one<{ id: string }>(
          'select "id" from "outbox" where "mailbox" = ? and "sentAt" is not null order by "sentAt" desc limit 1',
          mailboxOf(address),
        ),
      ),
    )
    return newest.flatMap((one) => one?.id ?? [])
  }

  async function setAside(refused: MailRefused): ReturnType<Live['receiveMail']> {
    const ids = await bouncedBy(refused.bounce)
    for (const id of ids) await core.move('letterBounced', { id, error: refused.bounce?.reason ?? '' })
    core.log.warn({ reason: refused.code, bounced: ids.length }, 'a letter was set aside')
    return { ok: false, code: refused.code }
  }

  return {
    receive: async (raw, slimmed) => {
      const shops = [mailFrom.address, ...(await sites()).map((site) => site.mail)]
      const mailboxes = new Set(shops.map(mailboxOf))
      const domains = new Set(shops.map(domainOf).filter((domain) => !SHARED_HOSTS.test(domain)))
      const received = await receiveLetter(
        raw,
        {
          addresses,
          reader,
          isShop: (address) => mailboxes.has(mailboxOf(address)),
          visitorOf,
          isOurs: (address) => mailboxes.has(mailboxOf(address)) || domains.has(domainOf(address)),
          byKey: (key) => known('select "conversationId" from "replyKeys" where "key" = ?', key),
          byLetter: async (messageIds) => {
            const ids = idsOf(messageIds)
            if (ids.length === 0) return null
            return known(
              `select "conversationId" from "outbox" where "id" in (${marks(ids.length)}) and "conversationId" is not null limit 1`,
              ...ids,
            )
          },
          ourSide: async (conversationId) => {
            const [row, texts] = conversationId
              ? await Promise.all([core.views.conversation(conversationId), saidIn(conversationId)])
              : [null, []]
            const site = row && (await core.site(row.site))
            return {
              addresses: [
                ...(conversationId ? [addresses.addressFor(conversationId)] : []),
                mailFrom.address,
                ...(site ? [site.mail] : []),
              ],
              names: [...(mailFrom.name ? [mailFrom.name] : []), ...(site ? Object.values(site.name) : [])],
              texts: texts.map(({ text }) => text),
            }
          },
        },
        slimmed,
      )
      if (!received.ok) return setAside(received)
      const taken = await take(received.letter)
      if (!taken.ok)
        core.log.warn(
          { reason: taken.code, conversation: received.letter.conversation?.id ?? null },
          'a letter was not taken',
        )
      return taken
    },
    prune: async () => {
      for (let more = true; more; ) {
        const pruned = await core.move('pruneLetters', {})
        more = pruned.ok && pruned.value.more
      }
    },
    close: () => reader.close(),
  }
}

const writerMail = ({ writer }: ReceivedLetter): string | null => writer.mail ?? writer.sender

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** A letter of nothing but files is called by their names; those that are shown by themselves need none. */
function wordsOf({ text, files }: ReceivedLetter, { kept, notKept }: LetterFiles): string {
  const named = (some: readonly { name: string }[]) => some.map(({ name }) => `📎 ${name}`).join('\n')
  return kept.length > 0 && text === named(files) ? named(notKept) : text
}
