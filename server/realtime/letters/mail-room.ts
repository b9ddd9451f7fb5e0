import { answersLocale, faultText } from '#shared'
import { named } from '#kb'
import { conversationLinks, type LinkPurpose } from '../../mail/conversation-link.ts'
import { faceIn } from '../../chat/faces.ts'
import { picturePath } from '../../pictures/public-pictures.ts'
import { GIVE_UP_MS, outgoingMail } from '../../mail/outgoing.ts'
import { replyAddresses } from '../../mail/reply-address.ts'
import type { Core } from '../core.ts'
import type { Live } from '../live.ts'
import { type LetterAnswering, mailInboxOf } from './mail-inbox.ts'
import type { NoticeBoard } from '../notices.ts'

const SEND_MS = 1_000
const PRUNE_MS = 3_600_000
const DAY_MS = 24 * PRUNE_MS
const MINUTE_MS = 60_000

/** Letters out and in, over the same moves as everything else. */
export interface MailRoom {
  receive: Live['receiveMail']
  stop(): Promise<void>
}

export function mailRoomOf(
  core: LetterAnswering &
    Pick<Core, 'began' | 'inboundMail' | 'mailFrom' | 'nodeId' | 'publicUrl' | 'secrets' | 'smtpUrl'>,
  board: Pick<NoticeBoard, 'set' | 'setBySite'>,
): MailRoom {
  const { smtpUrl, mailFrom = { name: null, address: 'firstline@localhost' }, secrets, inboundMail = true } = core
  const addresses = replyAddresses(mailFrom.address, secrets)
  const links = conversationLinks(secrets)
  const inbox = mailInboxOf(core, mailFrom, addresses)
  /** Nothing in a shop's letter leads to another's address. */
  const hostOf = (site: string) => new URL(core.library.find.address?.(site) ?? core.publicUrl).origin
  const outgoing = smtpUrl
    ? outgoingMail({
        smtpUrl,
        mailFrom,
        site: core.site,
        log: core.log,
        bytesOf: core.files ? (file) => core.files?.read(file) ?? Promise.resolve(null) : undefined,
        pictures: async ({ locale }, { id: site, logos }) => {
          const records = await core.views.faces(core.now())
          const address = (id: string, version: string) => hostOf(site) + picturePath(id, version)
          return {
            logo: logos.light && address(logos.light, '320.png'),
            photoOf: (id) => {
              const { photo } = faceIn(records, { id, name: '' }, { site, locale })
              return photo && address(photo, '96.jpg')
            },
          }
        },
        waysBack: ({ conversationId, recipient, locale }, site) => {
          if (conversationId === null) return { replyTo: null, links: null }
          const link = (purpose: LinkPurpose) => links.make(purpose, conversationId, recipient, core.now())
          const page = `${core.library.find.address?.(site) ?? core.publicUrl}/${answersLocale(locale)}/letters`
          return {
            replyTo: inboundMail ? addresses.addressFor(conversationId) : null,
            links: {
              // Behind the #, so that no server and no page after it ever sees it.
              open: `${page}#${link('open')}`,
              stop: `${page}?stop=${link('stop')}`,
              stopAtOnce: `${hostOf(site)}/api/letters/stop?link=${link('stop')}`,
            },
          }
        },
        outbox: {
          claim: async (most) => {
            const patienceMs = await patienceOf(core)
            const outcome = await core.move('claimLetters', { nodeId: core.nodeId, most, patienceMs })
            if (!outcome.ok) return []
            // Before anybody could answer it.
            for (const { conversationId } of outcome.value.letters)
              if (conversationId !== null)
                await core.move('keepReplyKey', { conversationId, key: addresses.keyFor(conversationId) })
            return outcome.value.letters
          },
          sent: async (id) => void (await core.move('letterSent', { id })),
          failed: async (id, error, retryAt, ofServer) =>
            void (await core.move('letterFailed', {
              id,
              error,
              ofServer,
              retryAt: retryAt === null ? null : new Date(retryAt).toISOString(),
            })),
        },
      })
    : null

  /** The outbox knows it for all nodes: whoever tried last, and whether the letter was taken. */
  const tellHealth = async () => {
    const last = await core.sql.one<{ failed: string | null; taken: string | null }>(
      `select (select max("triedAt") from "outbox" where "sentAt" is null and "failedAt" is null) as "failed", (select max("sentAt") from "outbox") as "taken"`,
    )
    board.set('mail_down', last?.failed != null && last.failed > (last.taken ?? ''))
    const lost = await core.sql.all<{ conversationId: string; site: string }>(
      `select "outbox"."conversationId" as "conversationId", "conversations"."site" as "site" from "outbox"
       join "conversations" on "conversations"."id" = "outbox"."conversationId" where "failedAt" > ? order by "failedAt" desc`,
      new Date(core.now() - DAY_MS).toISOString(),
    )
    board.setBySite(
      'mail_undelivered',
      new Map(
        [...Map.groupBy(lost, ({ site }) => site)].map(([site, letters]) => [
          site,
          { count: letters.length, conversation: letters[0]?.conversationId ?? '' },
        ]),
      ),
    )
  }
  const withoutServer = async () => {
    await core.move('dropLetters', { olderThanMs: GIVE_UP_MS })
    const waiting = await core.sql.one<{ n: number }>(
      'select count(*) as "n" from "outbox" where "sentAt" is null and "failedAt" is null',
    )
    const n = Number(waiting?.n ?? 0)
    board.set('mail_off', true, { count: n })
  }
  let working: Promise<unknown> | null = null
  const timer = setInterval(() => {
    working ??= named(core.began, 'letters out', 0, () =>
      outgoing ? outgoing.send(core.now()).then(tellHealth) : withoutServer(),
    )
      .catch((fault) => core.log.warn({ fault: faultText(fault) }, 'sending emails failed; they stay queued'))
      .finally(() => (working = null))
  }, SEND_MS)
  const pruning = setInterval(
    () =>
      named(core.began, 'retention of letters', 0, inbox.prune).catch((fault) =>
        core.log.warn({ fault: faultText(fault) }, 'expired incoming emails could not be deleted'),
      ),
    PRUNE_MS,
  )
  pruning.unref()
  return {
    receive: (raw, slimmed) => named(core.began, 'letter', raw.length, () => inbox.receive(raw, slimmed)),
    stop: async () => {
      clearInterval(timer)
      await working
      outgoing?.close()
      clearInterval(pruning)
      await inbox.close()
    },
  }
}

const patienceOf = async (core: Pick<Core, 'library'>): Promise<Record<string, number>> => {
  const sites = (await core.library.find.sites?.()) ?? []
  return Object.fromEntries(sites.map(({ id, letters }) => [id, letters.afterMinutes * MINUTE_MS]))
}
