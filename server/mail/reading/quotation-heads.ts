/**
 * The lines mail programs write above what they quote. A person writes "сайт пишет:" and "От: Тверь" too, so a head is
 * believed only by what no person types by hand: a date beside an address in brackets, a block of header fields with
 * an address or a time in it, or our own reply address.
 */

/** What is known of our side of the conversation. */
export interface OurSide {
  /** Addresses our letters come from and are answered to. */
  addresses: readonly string[]
  /** Names our letters are signed with. */
  names: readonly string[]
  /** What we wrote in this conversation. */
  texts: readonly string[]
}

export interface Head {
  lines: number
  /** `certain`: what follows is quoted, marked or not. `likely`: quoted where it is marked by `>`, else somebody's own words. */
  trust: 'certain' | 'likely'
}

/** Put before lines that a mail program itself names the head of a quotation, in HTML. */
export const HEAD_MARK = '\uE000'

const MOST_LINES = 4
const LONGEST_HEAD = 420

const MONTH =
  '(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zа-яё]{0,8}\\.?'
const DATE = new RegExp(
  `\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}|\\d{1,2}\\.? ${MONTH},?(?: \\d{4})?|${MONTH} \\d{1,2},?(?: \\d{4})?`,
  'i',
)
const TIME = /\b\d{1,2}[:.]\d{2}(?::\d{2})?\b/
const YEAR = /\b(?:19|20)\d{2}\b/
const BRACKETED = /[<([]\s?(?:mailto:)?[^\s<>()[\]@]{1,100}@[^\s<>()[\]@]{1,150}\s?[>)\]]/
const BARE_LAST = /[^\s<>()[\]@]{1,100}@[^\s<>()[\]@:]{1,150}:$/
const VERB =
  /(?:^|[\s,>")])(?:пишет|пишут|писал[аи]?(?:\(а\))?|написал[аи]?(?:\(а\))?|wrote|writes|schrieb|schrieben|écrit|escribió|scritto|escreveu)(?=[\s:]|$)/i
const YOU_WROTE = /(?:^|[\s,])(?:вы писали|you wrote|schrieben sie)(?=[\s:]|$)/i
/** How heads begin; with a name in front only where an address or a verb follows. */
const WEEKDAY =
  '(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]{0,7}\\.?,? '
const BEGINS = new RegExp(
  `^(?:(?:on|am|le|el) |пользователь |вы писали|\\d|во? ${WEEKDAY}|${WEEKDAY}|${MONTH} \\d)`,
  'i',
)

const FORWARDED =
  /^[-–—*\s]{0,30}(?:(?:begin )?forwarded message|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|weitergeleitete nachricht|anfang der weitergeleiteten nachricht):?[-–—*\s]{0,30}$/i
const RULER =
  /^[-–—_*\s]{0,30}(?:original message|исходное сообщение|ursprüngliche nachricht|original-nachricht|ursprungliche nachricht|оригинальное сообщение|mensaje original|message d'origine)[-–—_*\s]{0,30}$/i
const LINE = /^\s*[_-]{5,}\s*$/
const FIELDS: readonly [kind: string, names: RegExp][] = [
  ['from', /^(?:from|от|от кого|von|de|expéditeur)$/],
  ['date', /^(?:sent|date|отправлено|дата|gesendet|datum|envoyé|enviado)$/],
  ['to', /^(?:to|кому|an|à|para|cc|копия)$/],
  ['subject', /^(?:subject|тема|betreff|objet|asunto)$/],
]
const FIELD = /^\*{0,2}([a-zа-яёéà ]{1,12}?)\s?:\*{0,2}\s+(\S.*)$/i

/** Without the marks of a quotation in front. */
export const unmarked = (line: string): string => line.replace(/^(?:\s?>)+\s?/, '')

const asOne = (lines: readonly string[]): string =>
  lines
    .map(unmarked)
    .join(' ')
    .replace(/[\s\u00A0\u202F]+/g, ' ')
    .trim()

/** Above what somebody passes on: that is what they want to show. */
export const isForward = (line: string): boolean => FORWARDED.test(unmarked(line))

/** The head that begins at line `at`, or null. */
export function headAt(lines: readonly string[], at: number, ours: OurSide): Head | null {
  const first = lines[at] ?? ''
  if (unmarked(first).trim() === '') return null
  if (first.includes(HEAD_MARK)) {
    let count = 1
    while (lines[at + count]?.includes(HEAD_MARK)) count += 1
    return { lines: count, trust: 'certain' }
  }
  return rulerAt(lines, at, ours) ?? blockAt(lines, at, ours) ?? attributionAt(lines, at, ours)
}

function attributionAt(lines: readonly string[], at: number, ours: OurSide): Head | null {
  for (let count = 1; count <= MOST_LINES && at + count <= lines.length; count++) {
    const last = unmarked(lines[at + count - 1] ?? '')
    if (last.trim() === '') return null
    const head = asOne(lines.slice(at, at + count))
    if (head.length > LONGEST_HEAD) return null
    const trust = trustOf(head, ours)
    if (!trust) continue
    // Own words just above are no part of it: the head is what begins latest.
    if (count > 1 && !BEGINS.test(head) && BEGINS.test(asOne(lines.slice(at + 1, at + count)))) return null
    return { lines: count, trust }
  }
  return null
}

function trustOf(head: string, ours: OurSide): Head['trust'] | null {
  if (!/:\s?[-*]{0,5}$/.test(head)) return null
  const dated = DATE.test(head)
  const named = ours.names.some((name) => name.length > 2 && head.includes(name))
  const addressed = ours.addresses.some((address) => head.toLowerCase().includes(address.toLowerCase()))
  const bracketed = BRACKETED.test(head)
  const begins = BEGINS.test(head)
  if (addressed && (dated || bracketed)) return 'certain'
  if (dated && bracketed && (begins || VERB.test(head))) return 'certain'
  if (dated && TIME.test(head) && begins && BARE_LAST.test(head)) return 'certain'
  if (dated && (VERB.test(head) || YOU_WROTE.test(head) || bracketed)) return 'likely'
  if ((bracketed || named || addressed) && (VERB.test(head) || head.length < 120)) return 'likely'
  return null
}

function rulerAt(lines: readonly string[], at: number, ours: OurSide): Head | null {
  const worded = RULER.test(unmarked(lines[at] ?? ''))
  if (!worded && !LINE.test(unmarked(lines[at] ?? ''))) return null
  const next = firstFilled(lines, at + 1)
  if (next === null) return null
  const block = blockAt(lines, next, ours, worded)
  if (block) return { lines: next - at + block.lines, trust: 'certain' }
  const attribution = attributionAt(lines, next, ours)
  return worded && attribution ? { lines: next - at + attribution.lines, trust: 'certain' } : null
}

/** Header fields one below another, as Outlook and telephones put them. */
function blockAt(lines: readonly string[], at: number, ours: OurSide, ruled = false): Head | null {
  const found = new Map<string, string>()
  let count = 0
  for (; at + count < lines.length && count < 10; count++) {
    const line = unmarked(lines[at + count] ?? '').trim()
    const field = FIELD.exec(line)
    const kind = field && FIELDS.find(([, names]) => names.test((field[1] ?? '').toLowerCase().trim()))?.[0]
    if (kind) found.set(kind, `${found.get(kind) ?? ''} ${field[2]}`)
    // A long field goes on in the next line; the first line has to be a field.
    else if (count === 0 || line === '' || !goesOn(lines[at + count - 1] ?? '', line)) break
  }
  if (!found.has('from') || found.size < (ruled ? 1 : 3)) return null
  const said = [...found.values()].join(' ')
  const date = found.get('date') ?? ''
  const ofMachine =
    ruled ||
    /@/.test(said) ||
    ours.names.some((name) => name.length > 2 && (found.get('from') ?? '').includes(name)) ||
    (found.size === FIELDS.length && DATE.test(date) && (TIME.test(date) || YEAR.test(date)))
  return ofMachine ? { lines: count, trust: 'certain' } : null
}

/** Only what cannot be a sentence of its own: an address broken off its name, or the rest of a long list. */
const goesOn = (before: string, line: string): boolean =>
  /[<,;]\s*$/.test(before) || /^<?[^\s<>@]+@[^\s<>@]+>?[,;]?$/.test(line) || (before.length > 66 && /@/.test(line))

export function firstFilled(lines: readonly string[], from: number): number | null {
  for (let i = from; i < lines.length && i < from + 4; i++) if (unmarked(lines[i] ?? '').trim() !== '') return i
  return null
}
