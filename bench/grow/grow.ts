import { DAY_MS } from '#shared'
import type { Tables } from './tables.ts'

export interface Size {
  conversations: number
  /** Of each conversation. */
  messages: number
  visits: number
  gaps: number
}

const MOST_OPEN = 150
/** Conversations that still wait for an answer; the others are solved. */
export const openOf = ({ conversations }: Pick<Size, 'conversations'>): number =>
  Math.min(MOST_OPEN, Math.floor(conversations / 2))

/** Conversations or visits between two flushes. */
const AT_ONCE = 500
const YEAR_MS = 365 * DAY_MS
const WORDS =
  'заказ доставка палатка возврат размер куртка оплата курьер самовывоз чек рюкзак спальник замена гарантия кэшбэк адрес телефон пункт скидка промокод наличие склад посылка трек'.split(
    ' ',
  )
const RARE = ['снегоступы', 'каяк', 'ледоруб', 'гермомешок', 'термобельё', 'накомарник']

/** Numbers below 1 that are the same in every run (a linear congruential generator; Numerical Recipes). */
function chanceFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Writes a year of a busy shop straight into the tables of a stopped installation; the same for the same seed and size. */
export async function grow(tables: Tables, size: Size, seed: number, now: number): Promise<void> {
  const chance = chanceFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
  const sentence = (words: number) => Array.from({ length: words }, () => pick(WORDS)).join(' ')
  const iso = (ms: number) => new Date(ms).toISOString()
  const answers = await tables.column(
    `select "id" from "answers" where "site" = 'tropa' and "locale" = 'ru' and "liveRevision" is not null`,
  )
  const conversation = tables.into('conversations', [
    ...['id', 'site', 'visitorId', 'state', 'locale', 'question', 'packet', 'visitorName', 'visitorMail', 'operatorId'],
    ...[
      'operatorName',
      'lastSeq',
      'startKey',
      'queuedAt',
      'acceptedAt',
      'firstResponseAt',
      'awaitingSince',
      'solvedAt',
    ],
    ...['answerId', 'lastAuthor', 'lastText', 'lastAt', 'rev', 'createdAt', 'changedAt', 'stars'],
  ])
  const message = tables.into('messages', [
    ...['conversationId', 'seq', 'id', 'clientMessageId', 'author', 'authorId', 'authorName', 'kind', 'text', 'sentAt'],
  ])
  const response = tables.into('responses', [
    ...['conversationId', 'site', 'kind', 'totalMs', 'openMs', 'targetMs', 'operatorId', 'at'],
  ])
  const visit = tables.into('visits', [
    ...['id', 'site', 'locale', 'visitor', 'kind', 'query', 'answerId', 'conversation', 'verdict', 'at', 'gapId'],
  ])
  const packet = JSON.stringify({
    ...{ searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null },
  })

  const firstOpen = size.conversations - openOf(size)
  for (let n = 0; n < size.conversations; n++) {
    if (n % AT_ONCE === 0) await tables.flush()
    const at = now - Math.floor((1 - n / size.conversations) * YEAR_MS) - 60_000
    const id = `cnv_${String(n).padStart(10, '0')}`
    const open = n >= firstOpen
    const operator = `op_${n % 30}`
    const question = sentence(7)
    conversation(
      ...[id, 'tropa', `vis_${n % (size.conversations / 2)}`, open ? 'waiting' : 'solved', 'ru', question, packet],
      ...[`Посетитель ${n}`, `v${n}@mail.example`, open ? null : operator, open ? null : `Оператор ${n % 30}`],
      ...[size.messages, `start_${n}`, iso(at), open ? null : iso(at + 60_000), open ? null : iso(at + 90_000)],
      ...[open ? iso(at) : null, open ? null : iso(at + 900_000), pick(answers) ?? null, 'visitor', 'спасибо'],
      ...[iso(at + 900_000), size.messages, iso(at), iso(at + 900_000), chance() < 0.2 ? 5 : null],
    )
    for (let seq = 1; seq <= size.messages; seq++) {
      const theirs = seq % 2 === 1
      message(
        ...[id, seq, `msg_${n}_${seq}`, `cm_${n}_${seq}`, theirs ? 'visitor' : 'operator', theirs ? null : operator],
        ...[theirs ? null : `Оператор ${n % 30}`, 'text', seq === 1 ? question : sentence(9), iso(at + seq * 60_000)],
      )
    }
    if (open) continue
    for (const kind of ['first_response', 'reply', 'waiting', 'solving'])
      response(id, 'tropa', kind, 90_000, Math.floor(chance() * 600_000), 180_000, operator, iso(at + 90_000))
  }
  const kinds = ['searched', 'searched', 'searched', 'opened', 'opened', 'helped', 'not_helped', 'escalated'] as const
  for (let n = 0; n < size.visits; n++) {
    if (n % AT_ONCE === 0) await tables.flush()
    const kind = pick(kinds)
    const nothing = kind === 'searched' && chance() < 0.25
    const unanswered = nothing || kind === 'escalated' || kind === 'not_helped'
    const gap = Math.floor(chance() ** 3 * size.gaps)
    visit(
      ...[`vst_${n}`, 'tropa', 'ru', `vis_${Math.floor(chance() * (size.visits / 4))}`, kind],
      unanswered ? `${pick(RARE)} ${WORDS[gap % WORDS.length]} ${gap}` : sentence(4),
      ...[kind === 'searched' || kind === 'escalated' ? null : (pick(answers) ?? null), null],
      kind === 'searched' ? (nothing ? 'escalate' : 'suggest') : null,
      ...[iso(now - Math.floor((1 - n / size.visits) * YEAR_MS) - 1_000), null],
    )
  }
  await tables.close()
}
