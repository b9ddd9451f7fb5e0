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
const WEEKDAYS =
  'пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so'
const DATE = new RegExp(
  `\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}|\\d{1,2}\\.? ${MONTH},?(?: \\d{4})?|${MONTH} \\d{1,2},?(?: \\d{4})?`,
  'i',
)
const TIME = /\b\d{1,2}[:.]\d{2}(?::\d{2})?\b/
const BRACKETED = /[<([]\s?(?:mailto:)?[^\s<>()[\]@]{1,100}@[^\s<>()[\]@]{1,150}\s?[>)\]]/
const BARE_LAST = /[^\s<>()[\]@]{1,100}@[^\s<>()[\]@:]{1,150}:$/
const VERB =
  /(?:^|[\s,>")])(?:пишет|пишут|писал[аи]?(?:\(а\))?|написал[аи]?(?:\(а\))?|wrote|writes|schrieb|schrieben|écrit|escribió|scritto|escreveu)(?=[\s:]|$)/i
const ENDS = /:\s?[-*]{0,5}$/
/** Rulers around the whole head, as Zoho puts them. */
const RULED_VERB = new RegExp(`${VERB.source}\\s?-{2,}$`, 'i')
/** A line that was broken off in the middle of a head. */
const GOES_ON = /(?:[,<(«"]|\d|\b[a-zа-яё]{1,2})\s*$/i
/** An address no person types: it proves by itself that a program quotes our letter. */
const SIGNED = /\+c[0-9a-f]{2,}-[0-9a-f]{2,}@/i
const OF_HEADS = new RegExp(
  `^(?:в|во|г|от|для|пользователь|письме|вкл|on|at|from|by|of|via|am|pm|gmt|utc|st|nd|rd|th|um|uhr|von|dem|den|hat|folgendes|le|à|a|вы|писали|you|sie|${MONTH.replace('\\\\.?', '')}|(?:${WEEKDAYS})[a-zа-я]{0,9}|пишет|пишут|писал|писала|написал|написала|wrote|writes|schrieb|schrieben|geschrieben|écrit|escribió|scritto|escreveu)$`,
  'i',
)
const YOU_WROTE = /(?:^|[\s,])(?:вы писали|you wrote|schrieben sie)(?=[\s:]|$)/i
/** How heads begin; with a name in front only where an address or a verb follows. */
const WEEKDAY = `(?:${WEEKDAYS})[a-z]{0,7}\\.?,? `
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
  ['from', /^(?:from|от|от кого|отправитель|von|de|expéditeur)$/],
  ['date', /^(?:sent|date|отправлено|отправленные|дата|gesendet|datum|envoyé|enviado)$/],
  ['to', /^(?:to|кому|получатель|an|à|para|cc|копия|kopie)$/],
  ['subject', /^(?:subject|тема|betreff|objet|asunto)$/],
]
const FIELD = /^\*{0,2}([a-zа-яёéà ]{1,12}?)\s?:\*{0,2}\s+(\S.*)$/i

/** Below a ruler some programs leave the colons out. */
const BARE_FIELD =
  /^(from|sent|date|to|cc|subject|от|отправлено|дата|кому|копия|тема|von|gesendet|datum|an|betreff)\s+(\S.*)$/i

/** Without the marks of a quotation in front. */
export const unmarked = (line: string): string => line.replace(/^(?:\s?>)+\s?/, '')

const asOne = (lines: readonly string[]): string =>
  lines
    .map(unmarked)
    .join(' ')
    .replace(/[\s\u00A0\u202F]+/g, ' ')
    .trim()

/** Above what somebody passes on: that is what they want to show. */
export const isForward = (line: string): boolean => FORWARDED.test(unmarked(line.replaceAll(HEAD_MARK, '')))

/** The head that begins at line `at`, or null. */
export function headAt(lines: readonly string[], at: number, ours: OurSide): Head | null {
  const first = lines[at] ?? ''
  if (unmarked(first).trim() === '') return null
  if (first.includes(HEAD_MARK)) {
    if (lines[at - 1]?.includes(HEAD_MARK)) return null
    let count = 1
    while (lines[at + count]?.includes(HEAD_MARK)) count += 1
    const said = asOne(lines.slice(at, at + count).map((line) => line.replaceAll(HEAD_MARK, '')))
    return { lines: count, trust: isForeign(said, ours) ? 'likely' : 'certain' }
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
    if (beginsLater(lines.slice(at, at + count), ours)) return null
    return { lines: count, trust }
  }
  return null
}

/** Own words just above are no part of a head: where its last lines are one, it is they. */
function beginsLater(lines: readonly string[], ours: OurSide): boolean {
  return lines.some((_, from) => {
    if (from === 0 || GOES_ON.test(lines[from - 1] ?? '')) return false
    const rest = asOne(lines.slice(from))
    return BEGINS.test(rest) && DATE.test(rest) && trustOf(rest, ours) !== null
  })
}

function trustOf(head: string, ours: OurSide): Head['trust'] | null {
  if (!ENDS.test(head) && !(head.startsWith('--') && RULED_VERB.test(head))) return null
  const [dated, bracketed, wrote] = [DATE.test(head), BRACKETED.test(head), VERB.test(head)]
  const [begins, timed] = [BEGINS.test(head), TIME.test(head)]
  const mentioned = names(head, ours)
  if (SIGNED.test(head) && (dated || bracketed)) return 'certain'
  const formed = (bracketed && (dated ? begins || wrote : wrote)) || (dated && timed && begins && BARE_LAST.test(head))
  if (formed && mentioned && !isSentence(head, ours)) return 'certain'
  // Without an address a person may tell what somebody wrote.
  if (!bracketed && isSentence(head, ours)) return null
  if (dated && (wrote || YOU_WROTE.test(head) || bracketed || (timed && begins && BARE_LAST.test(head))))
    return 'likely'
  if ((bracketed || mentioned) && (wrote || head.length < 120)) return 'likely'
  return null
}

/** Our name, an address of ours, or another of our domain. */
function names(text: string, { names: known, addresses }: OurSide): boolean {
  const lower = text.toLowerCase()
  return (
    known.some((name) => name.length > 2 && text.includes(name)) ||
    addresses.some((address) => lower.includes(address.slice(address.lastIndexOf('@')).toLowerCase()))
  )
}

/** Somebody else's address and nothing of ours: what is shown to us, not what answers us. */
const isForeign = (text: string, ours: OurSide): boolean => /@/.test(text) && !names(text, ours)

/** Beside names, dates and addresses a head has few words; any other word in small letters is a person's. */
function isSentence(head: string, { names: known }: OurSide): boolean {
  const rest = known
    .reduce((text, name) => text.replaceAll(name, ' '), head)
    .replace(/"[^"]*"|«[^»]*»|\S*@\S*|<[^>]*>|\([^)]*\)/g, ' ')
  const words = rest.match(/(?<![\p{L}\p{N}])\p{Ll}\p{L}*/gu) ?? []
  return words.some((word) => !OF_HEADS.test(word))
}

function rulerAt(lines: readonly string[], at: number, ours: OurSide): Head | null {
  const worded = RULER.test(unmarked(lines[at] ?? ''))
  if (!worded && !LINE.test(unmarked(lines[at] ?? ''))) return null
  const next = firstFilled(lines, at + 1)
  if (next === null) return null
  const block = blockAt(lines, next, ours, worded)
  if (block) return { lines: next - at + block.lines, trust: 'certain' }
  // Yandex puts recipient and subject between its ruler and the line that says who wrote.
  let from = next
  while (from < next + MOST_LINES && isFieldOfAnswer(lines[from] ?? '')) from += 1
  const attribution = attributionAt(lines, from, ours)
  const believed = attribution && (worded || (from > next && attribution.trust === 'certain'))
  return believed ? { lines: from - at + attribution.lines, trust: 'certain' } : null
}

const isFieldOfAnswer = (line: string): boolean => {
  const name = FIELD.exec(unmarked(line).trim())?.[1]?.toLowerCase().trim()
  return name !== undefined && FIELDS.some(([kind, names]) => kind !== 'from' && kind !== 'date' && names.test(name))
}

/** Header fields one below another, as Outlook and telephones put them. */
function blockAt(lines: readonly string[], at: number, ours: OurSide, ruled = false): Head | null {
  const found = new Map<string, string>()
  let count = 0
  for (; at + count < lines.length && count < 10; count++) {
    const line = unmarked(lines[at + count] ?? '').trim()
    const field = FIELD.exec(line) ?? (ruled ? BARE_FIELD.exec(line) : null)
    const kind = field && FIELDS.find(([, names]) => names.test((field[1] ?? '').toLowerCase().trim()))?.[0]
    if (kind) found.set(kind, `${found.get(kind) ?? ''} ${field[2]}`)
    // A long field goes on in the next line; the first line has to be a field.
    else if (count === 0 || line === '' || !goesOn(lines[at + count - 1] ?? '', line)) break
  }
  if (!found.has('from') || found.size < (ruled ? 1 : 3)) return null
  const from = found.get('from') ?? ''
  // A card is from somebody to somebody too; programs add the hour, or an address.
  if (!ruled && ![...found].some(([kind, value]) => (kind === 'subject' ? false : /@/.test(value) || TIME.test(value))))
    return null
  return names(from, ours) || (ruled && !isForeign(from, ours)) ? { lines: count, trust: 'certain' } : null
}

/** Only what cannot be a sentence of its own: an address broken off its name, or the rest of a long list. */
const goesOn = (before: string, line: string): boolean =>
  /[<,;]\s*$/.test(before) || /^<?[^\s<>@]+@[^\s<>@]+>?[,;]?$/.test(line) || (before.length > 66 && /@/.test(line))

export function firstFilled(lines: readonly string[], from: number): number | null {
  for (let i = from; i < lines.length && i < from + 4; i++) if (unmarked(lines[i] ?? '').trim() !== '') return i
  return null
}
