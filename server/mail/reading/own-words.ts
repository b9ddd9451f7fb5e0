import { HEAD_MARK, firstFilled, headAt, isForward, type OurSide, unmarked as unquoted } from './quotation-heads.ts'

export interface OwnWords {
  text: string
  /** Whether anything was taken for quoted. */
  cut: boolean
  /** No mark told where the quotation ends: what stood below its head is gone, or was judged by our words alone. */
  unmarked: boolean
}

const QUOTED = /^\s?>/
/** The Bat! marks by the initials of whom it quotes. */
const INITIALED = /^\s?\p{L}{1,4}>(?:[\s>]|$)/u
const LONGEST_LOOK = 200
const SIGNATURE = '-- '
const LONGEST_SIGNATURE_LINES = 6
/** What telephones and programs add by themselves: how such a line begins, with what it was sent. */
const SENT_FROM = new RegExp(
  `^(?:--\\s*)?(?:${[
    '(?:сообщение |письмо )?отправлено (?:с|из|со|через|с помощью) (?:(?:моего|моей|мобильной|мобильного|приложения|смартфона|устройства|телефона|планшета|защищённой|почтового клиента) ){0,3}(?:iphone|ipad|android|samsung|galaxy|huawei|honor|xiaomi|redmi|realme|poco|яндекс|почты (?:mail|yandex|яндекс|для windows)|mail|outlook|proton|spark|gmail|tele2|windows|bluemail|мобильного|телефона|смартфона|планшета|устройства)',
    'sent (?:from|with|via|using) (?:the |an? )?(?:my ?)?(?:all-new |mobile )?(?:iphone|ipad|android|samsung|galaxy|huawei|honor|xiaomi|redmi|pixel|oneplus|motorola|nokia|sony|xperia|blackberry|verizon|t-mobile|windows|mobile|phone|smartphone|tablet|mail|outlook|yahoo|proton|tuta|yandex|spark|gmail|airmail|email|hey|canary|bluemail|aol|nine)',
    '(?:get|скачать|получить|получите|загрузить|установите) (?:outlook|bluemail|почту mail|приложение)',
    'outlook (?:für|for|для) (?:ios|android)',
    '(?:diese nachricht wurde )?(?:gesendet |verschickt )?(?:von|mit) (?:meinem|mail|outlook|der|proton|gmx|web\\.de) .{0,40}gesendet',
    '(?:diese nachricht wurde )?(?:gesendet|verschickt) (?:von|mit) (?:mail|meinem|outlook|der|proton|gmx|web\\.de)',
    'простите за краткость',
    'please excuse (?:my )?(?:brevity|typos)',
  ].join('|')})(?![\\p{L}\\p{N}])([^\\n]{0,120})$`,
  'iu',
)
/** The only words in small letters that go on in it; with any other a person goes on. */
const OF_PROGRAMS =
  /^(?:for|on|in|with|my|by|via|the|an|a|and|app|mobile|device|phone|smartphone|tablet|secure|mail|email|powered|wireless|mini|pro|max|plus|please|excuse|brevity|typos|any|для|с|со|из|на|под|и|за|в|приложения|приложение|почта|почты|телефона|смартфона|планшета|устройства|системы|мобильного|создано|извините|простите|опечатки|краткость|возможные|für|mit|von|auf|gesendet|verschickt|meinem|beziehen|mobiltelefon|gerät|der|dem)$/
/** Lists are no signature, nor is what asks. */
const NO_SIGNATURE = /\?|^\s*(?:[-*•–—]|\d{1,2}[.)])\s/
/** A line of ours is known again by this many letters. */
const TELLING_LETTERS = 10

/**
 * What the writer wrote. Taken away are heads of quotations and what they head: marked lines wherever they stand, so
 * that answers between them stay; unmarked ones only after a head no person writes, and only where something of the
 * writer's own stands before it. Marked lines without a head go when they are what we wrote. In doubt words stay: too
 * much is read over, too little is lost.
 * @param marks `made`: the marks are those of `textOfHtml`.
 */
export function ownWords(text: string, ours: OurSide, marks: 'typed' | 'made' = 'typed'): OwnWords {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const said = letters(ours.texts.join('\n'))
  const isOurs = (line: string) => {
    const own = letters(unquoted(line))
    return own.length >= TELLING_LETTERS && said.includes(own)
  }
  const kept: string[] = []
  let cut = false
  let underHead = false
  let unmarked = false
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] ?? ''
    if (isForward(line) && !underHead) {
      kept.push(...lines.slice(i).filter((one) => !isOurs(one)))
      break
    }
    const head = headAt(lines, i, ours)
    const next = head && firstFilled(lines, i + head.lines)
    if (head && QUOTED.test(line) && (head.trust === 'certain' || underHead)) {
      // A head inside the mark: what is marked below it is the quotation.
      underHead = true
      cut = true
      i += head.lines
    } else if (
      head &&
      next !== null &&
      (isMarked(lines[next] ?? '', true) || (head.trust === 'likely' && isOurs(lines[next] ?? '')))
    ) {
      underHead = true
      cut = true
      i += head.lines
    } else if (head && head.trust === 'certain') {
      cut = true
      unmarked = true
      if (kept.some((one) => one.trim() !== '')) break
      // Nothing of their own before it: the answer stands below, among or after what is ours.
      const rest = lines.slice(i + head.lines)
      kept.push(...rest.filter((one) => !QUOTED.test(one) && !isOurs(one)))
      break
    } else {
      const byProgram = () => marks === 'typed' && madeByProgram(lines, i)
      const quoted = isMarked(line, underHead) && (underHead || isOurs(line) || byProgram())
      if (quoted || (underHead && isOurs(line))) cut = true
      else kept.push(line)
      i += 1
    }
  }
  const own = tidy(withoutSignature(kept))
  if (own === '') return { text: tidy(lines), cut: false, unmarked: false }
  return { text: own, cut, unmarked }
}

const isMarked = (line: string, underHead: boolean): boolean => QUOTED.test(line) || (underHead && INITIALED.test(line))

/**
 * A block of `>` with an empty marked line in it after an empty line: programs mark empty lines, people do not. Nothing
 * is known by that where a person introduces it, or where the marks are ours (HTML).
 */
function madeByProgram(lines: readonly string[], at: number): boolean {
  let [from, to] = [at, at]
  while (from > 0 && at - from < LONGEST_LOOK && QUOTED.test(lines[from - 1] ?? '')) from -= 1
  while (to + 1 < lines.length && to - at < LONGEST_LOOK && QUOTED.test(lines[to + 1] ?? '')) to += 1
  const aboveEmpty = from === 0 || (lines[from - 1] ?? '').trim() === ''
  const above = lines.slice(Math.max(0, from - 3), from).findLast((line) => line.trim() !== '') ?? ''
  if (/:\s*$/.test(above) && !/[\d@]/.test(above)) return false
  return aboveEmpty && to - from >= 2 && lines.slice(from, to + 1).some((line) => /^\s?>+\s*$/.test(line))
}

function withoutSignature(lines: string[]): string[] {
  const end = lines.findLastIndex((line) => line.trim() !== '') + 1
  let kept = lines.slice(0, end)
  const delimiters = kept.filter((line) => /^--\s*$/.test(line)).length
  const at = kept.lastIndexOf(SIGNATURE)
  const signed = delimiters === 1 && at > 0 && kept.length - at - 1 <= LONGEST_SIGNATURE_LINES
  const listed = /:\s*$/.test(kept.slice(0, at).findLast((line) => line.trim() !== '') ?? '')
  if (signed && !listed && !kept.slice(at + 1).some((line) => NO_SIGNATURE.test(line))) kept = kept.slice(0, at)
  while (kept.length > 1) {
    const last = (kept.at(-1) ?? '').trim()
    const added = isSentFrom(last)
    if (last !== '' && !added) break
    kept = kept.slice(0, -1)
    if (added && /^--\s*$/.test(kept.at(-1) ?? '')) kept = kept.slice(0, -1)
  }
  return kept
}

function isSentFrom(line: string): boolean {
  const rest = SENT_FROM.exec(line)?.[1]?.replace(/\S*\.\S+/g, ' ')
  return (
    rest !== undefined &&
    (rest.match(/(?<![\p{L}\p{N}])\p{Ll}[\p{Ll}-]*(?![\p{L}\p{N}])/gu) ?? []).every((word) => OF_PROGRAMS.test(word))
  )
}

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const tidy = (lines: readonly string[]): string =>
  lines
    .map((line) => line.replaceAll(HEAD_MARK, '').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
    .trim()
