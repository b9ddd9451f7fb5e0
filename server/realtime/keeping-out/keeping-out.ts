import { BLOCK_KINDS, type BlockKind, type Mark } from '#protocol'
import { type ConversationRow, type DeskMember, isoAt } from '../../chat/conversation.ts'
import { packetOf } from '../../chat/reads/present-conversation.ts'
import { countryOfZone } from '../../visitors/monitor/country-of-zone.ts'
import type { BlockRow } from '../../chat/keeping-out.ts'
import { mayRead } from '../../chat/moves/membership.ts'
import { marks } from '../../chat/sql.ts'
import { addressDigest } from '../../visitors/address-digest.ts'
import { blockKeys, subnetDigest } from '../../visitors/block-keys.ts'
import type { Core } from '../core.ts'
import { rooms } from '../telling/rooms.ts'
import type { KeepingOut } from './contract.ts'
import { countryByClock } from './country-of.ts'
import { knocking } from './knocking.ts'

/** How far back others are looked for who write from the same place. */
const OTHERS_MS = 90 * 24 * 60 * 60 * 1000

export function keepingOutOf(
  core: Pick<
    Core,
    'fanOut' | 'gate' | 'move' | 'now' | 'reports' | 'secrets' | 'sql' | 'views' | 'visitors' | 'wakeRouting'
  >,
): KeepingOut {
  const readable = async (person: DeskMember, conversationId: string) => {
    const row = await core.views.conversation(conversationId)
    return row && (await mayRead(core.sql, row, person)) ? row : null
  }
  const keysOf = (row: ConversationRow): Partial<Record<BlockKind, string>> => {
    const country = countryByClock(packetOf(row))
    const vouched: { id: string } | null = row.vouched ? JSON.parse(row.vouched) : null
    // A letter's "address" is its writer's, who is known by the mailbox already.
    const from = row.subnet === null ? { address: null, subnet: null } : { address: row.address, subnet: row.subnet }
    const keys = blockKeys(core.secrets[0], {
      visitorId: row.visitorId,
      verifiedId: vouched?.id ?? null,
      mail: row.visitorMail,
      ...from,
    })
    return country === null ? keys : { ...keys, country }
  }
  /** Whoever wrote from there of late, and whoever is there now. */
  async function othersAt(column: 'address' | 'subnet', row: ConversationRow): Promise<number> {
    const wrote = await core.reports.all<{ visitorId: string }>(
      `select distinct "visitorId" from "conversations" where "${column}" = ? and "createdAt" > ? and "site" = ? and "visitorId" <> ?`,
      row[column],
      isoAt(core.now() - OTHERS_MS),
      row.site,
      row.visitorId,
    )
    const here = [...core.visitors.sockets.values()].map(({ data }) => data)
    const there = here.filter(
      (one) => one.site === row.site && one[column] === row[column] && one.visitorId !== row.visitorId,
    )
    return new Set([...wrote, ...there].map(({ visitorId }) => visitorId)).size
  }
  /** Whoever wrote of late and has a clock of this country. */
  async function othersIn(country: string, row: ConversationRow): Promise<number> {
    const zone =
      core.reports.kind === 'sqlite' ? `json_extract("packet", '$.timeZone')` : `"packet"::json ->> 'timeZone'`
    const zones = await core.reports.all<{ zone: string | null; n: number }>(
      `select ${zone} as "zone", count(distinct "visitorId") as "n" from "conversations"
       where "createdAt" > ? and "site" = ? and "visitorId" <> ? group by 1`,
      isoAt(core.now() - OTHERS_MS),
      row.site,
      row.visitorId,
    )
    const there = zones.filter(({ zone: told }) => told !== null && countryOfZone(told) === country)
    return there.reduce((all, { n }) => all + Number(n), 0)
  }
  const others = (kind: BlockKind, keys: ReturnType<typeof keysOf>, row: ConversationRow) =>
    kind === 'address' || kind === 'subnet'
      ? othersAt(kind, row)
      : kind === 'country' && keys.country !== undefined
        ? othersIn(keys.country, row)
        : 0

  return {
    isKeptOut: async (site, visitor, network) => {
      const [address, subnet] = [addressDigest(core.secrets[0], network), subnetDigest(core.secrets[0], network)]
      const who = visitor
        ? knocking({ ...visitor, address, subnet })
        : { site, visitorId: '', verifiedId: null, mail: null, address, subnet }
      return (await core.gate.keptOut(who))?.scope === 'everything'
    },
    blocks: async (site, { active, page, perPage }) => {
      const at = isoAt(core.now())
      const holds = '("liftedAt" is null and ("until" is null or "until" > ?))'
      const where = active ? `"site" = ? and ${holds}` : '"site" = ?'
      const values = active ? [site, at] : [site]
      const rows = await core.reports.all<BlockRow>(
        `select * from "blocks" where ${where} order by "createdAt" desc, "id" desc limit ? offset ?`,
        ...values,
        perPage,
        (page - 1) * perPage,
      )
      const total = await core.reports.one<{ n: number }>(
        `select count(*) as "n" from "blocks" where ${where}`,
        ...values,
      )
      const keys =
        rows.length === 0
          ? []
          : await core.reports.all<{ blockId: string; kind: BlockKind; key: string }>(
              `select "blockId", "kind", "key" from "blockKeys" where "blockId" in (${marks(rows.length)})`,
              ...rows.map(({ id }) => id),
            )
      return {
        items: rows.map(({ site: _, byId, byName, ...row }) => ({
          ...row,
          kinds: BLOCK_KINDS.filter((kind) => keys.some((one) => one.blockId === row.id && one.kind === kind)),
          country: keys.find((one) => one.blockId === row.id && one.kind === 'country')?.key ?? null,
          by: { id: byId, name: byName },
          active: row.liftedAt === null && (row.until === null || row.until > at),
        })),
        page,
        perPage,
        total: Number(total?.n ?? 0),
      }
    },
    blockPreview: async (person, conversationId) => {
      const row = await readable(person, conversationId)
      if (!row) return null
      const keys = keysOf(row)
      const kinds = BLOCK_KINDS.filter((kind) => keys[kind] !== undefined)
      const counted = await core.reports.all<{ mark: Mark; n: number }>(
        `select "mark", count(*) as "n" from "conversations" where "visitorId" = ? and "site" = ? and "mark" is not null group by "mark"`,
        row.visitorId,
        row.site,
      )
      const marked = (mark: Mark) => Number(counted.find((one) => one.mark === mark)?.n ?? 0)
      return {
        kinds: await Promise.all(kinds.map(async (kind) => ({ kind, others: await others(kind, keys, row) }))),
        country: keys.country ?? null,
        marks: { off_topic: marked('off_topic'), abuse: marked('abuse') },
      }
    },
    block: async (person, conversationId, { by, scope, reason, until, close }) => {
      const row = await readable(person, conversationId)
      if (!row) return { ok: false, code: 'not_found' }
      const keys = keysOf(row)
      const chosen = by.flatMap((kind) => (keys[kind] === undefined ? [] : [{ kind, key: keys[kind] }]))
      if (chosen.length < by.length) return { ok: false, code: 'invalid' }
      const outcome = await core.move('blockVisitor', {
        conversationId,
        by: person,
        scope,
        reason,
        until,
        close,
        keys: chosen,
      })
      if (!outcome.ok) return outcome
      core.gate.forget()
      if (scope === 'everything') core.visitors.in(rooms.visitor(row.visitorId)).disconnectSockets(true)
      return { ok: true, id: outcome.value.id }
    },
    liftBlock: async (person, site, id) => {
      const outcome = await core.move('liftBlock', { id, site, by: person })
      core.gate.forget()
      return outcome.ok ? { ok: true } : outcome
    },
    judgeHeld: async (person, conversationId, passes) => {
      const outcome = await core.move(passes ? 'letThrough' : 'putAside', { conversationId, by: person })
      if (outcome.ok && passes) core.wakeRouting()
      return outcome.ok ? { ok: true } : outcome
    },
    markConversation: async (person, conversationId, mark) => {
      const outcome = await core.move('markConversation', { conversationId, by: person, mark })
      if (outcome.ok) core.fanOut.summarySoon(conversationId)
      return outcome.ok ? { ok: true } : outcome
    },
  }
}
