import { HEAD_MARK, firstFilled, headAt, isForward, type OurSide, unmarked } from './quotation-heads.ts'

export interface OwnWords {
  text: string
  /** Whether anything was taken for quoted. */
  cut: boolean
}

const QUOTED = /^\s?>/
/** The Bat! marks by the initials of whom it quotes. */
const INITIALED = /^\s?\p{L}{1,4}>(?:[\s>]|$)/u
const LONGEST_LOOK = 200
const SIGNATURE = '-- '
const LONGEST_SIGNATURE_LINES = 6
/** What telephones add by themselves. */
const SENT_FROM = new RegExp(
  `^(?:--\\s*)?(?:${[
    'отправлено (?:с |из |со )?(?:(?:моего|мобильной|мобильного|приложения|помощью|смартфона|устройства|телефона|планшета|защищённой) ){0,3}(?:iphone|ipad|android|samsung|galaxy|huawei|honor|xiaomi|redmi|realme|poco|яндекс|почты|mail|outlook|proton|spark|gmail|tele2|windows)',
    'sent (?:from|with|via|using) (?:the )?(?:my ?|mail|outlook|yahoo|samsung|proton|tuta|yandex|spark|gmail|airmail|email|hey|canary|bluemail|aol|nine)',
    'sent from (?:an? |my )?(?:android|mobile|phone)',
    '(?:get|скачать|получить|получите|загрузить|установите) (?:outlook|bluemail|почту mail|приложение)',
    'outlook (?:für|for|для) (?:ios|android)',
    '(?:diese nachricht wurde )?(?:gesendet |verschickt )?(?:von|mit) (?:meinem|mail|outlook|der|proton|gmx|web\\.de) .{0,40}gesendet',
    '(?:diese nachricht wurde )?(?:gesendet|verschickt) (?:von|mit) (?:mail|meinem|outlook|der|proton|gmx|web\\.de)',
    'простите за краткость',
    'please excuse (?:my )?(?:brevity|typos)',
  ].join('|')})[^\\n]{0,120}$`,
  'i',
)
/** A line of ours is known again by this many letters. */
const TELLING_LETTERS = 10

/**
 * What the writer wrote. Taken away are heads of quotations and what they head: marked lines wherever they stand, so
 * that answers between them stay; unmarked ones only after a head no person writes, and only where something of the
 * writer's own stands before it. Marked lines without a head go when they are what we wrote. In doubt words stay: too
 * much is read over, too little is lost.
 */
export function ownWords(text: string, ours: OurSide): OwnWords {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const said = letters(ours.texts.join('\n'))
  const isOurs = (line: string) => {
    const own = letters(unmarked(line))
    return own.length >= TELLING_LETTERS && said.includes(own)
  }
  const kept: string[] = []
  let cut = false
  let underHead = false
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
    } else if (head && next !== null && isMarked(lines[next] ?? '', true)) {
      underHead = true
      cut = true
      i += head.lines
    } else if (head && head.trust === 'certain') {
      cut = true
      if (kept.some((one) => one.trim() !== '')) break
      // Nothing of their own before it: the answer stands below, among or after what is ours.
      const rest = lines.slice(i + head.lines)
      kept.push(...rest.filter((one) => !QUOTED.test(one) && !isOurs(one)))
      break
    } else {
      const quoted = isMarked(line, underHead) && (underHead || isOurs(line) || madeByProgram(lines, i))
      if (quoted || (underHead && isOurs(line))) cut = true
      else kept.push(line)
      i += 1
    }
  }
  const own = tidy(withoutSignature(kept))
  if (own === '') return { text: tidy(lines), cut: false }
  return { text: own, cut }
}

const isMarked = (line: string, underHead: boolean): boolean => QUOTED.test(line) || (underHead && INITIALED.test(line))

/** A block of `>` with an empty marked line in it after an empty line: programs mark empty lines, people do not. */
function madeByProgram(lines: readonly string[], at: number): boolean {
  let [from, to] = [at, at]
  while (from > 0 && at - from < LONGEST_LOOK && QUOTED.test(lines[from - 1] ?? '')) from -= 1
  while (to + 1 < lines.length && to - at < LONGEST_LOOK && QUOTED.test(lines[to + 1] ?? '')) to += 1
  const aboveEmpty = from === 0 || (lines[from - 1] ?? '').trim() === ''
  return aboveEmpty && to - from >= 2 && lines.slice(from, to + 1).some((line) => /^\s?>+\s*$/.test(line))
}

function withoutSignature(lines: string[]): string[] {
  const end = lines.findLastIndex((line) => line.trim() !== '') + 1
  let kept = lines.slice(0, end)
  const delimiters = kept.filter((line) => /^--\s*$/.test(line)).length
  const at = kept.lastIndexOf(SIGNATURE)
  if (delimiters === 1 && at > 0 && kept.length - at - 1 <= LONGEST_SIGNATURE_LINES) kept = kept.slice(0, at)
  while (kept.length > 1) {
    const last = (kept.at(-1) ?? '').trim()
    if (last !== '' && !SENT_FROM.test(last)) break
    kept = kept.slice(0, -1)
    if (SENT_FROM.test(last) && /^--\s*$/.test(kept.at(-1) ?? '')) kept = kept.slice(0, -1)
  }
  return kept
}

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const tidy = (lines: readonly string[]): string =>
  lines
    .map((line) => line.replaceAll(HEAD_MARK, '').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
    .trim()
