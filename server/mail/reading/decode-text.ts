/** Spellings that letters use and `TextDecoder` does not know. */
const ALIASES: Record<string, string> = {
  'cp-1251': 'windows-1251',
  'win-1251': 'windows-1251',
  win1251: 'windows-1251',
  windows1251: 'windows-1251',
  koi8r: 'koi8-r',
  utf8mb4: 'utf-8',
}
const META = /<meta[^>]{0,300}charset\s*=\s*["']?\s*([\w.:-]{2,40})/i
const META_WITHIN = 4_096
const SAMPLE = 20_000
/** Of the letters of a text in a Latin script, those beyond ASCII are fewer than this. */
const LATIN_SHARE = 0.3
/** What Russian is sent in, the likeliest first. */
const CYRILLIC = ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic']
/** From the most to the least frequent letter of Russian. */
const BY_FREQUENCY = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё'
const TYPOGRAPHIC = '«»„“”–—…№\u00A0'
/** What a sign that Russian does not use, or a capital after a small letter, counts against a reading. */
const STRANGE = 20
const MOST_SPOILT_SHARE = 0.005

/**
 * Bytes of a text part as text: the charset it names if that fits, else UTF-8 if it is, else what its HTML says, else
 * the likeliest. Latin-1 fits whatever comes, and is what programs name that do not know: it has to look like it.
 */
export function decodeText(bytes: Uint8Array, named: string | undefined, isHtml: boolean): string {
  const declared = decoderOf(named)
  const believed = declared?.encoding !== 'windows-1252' || isLatin(bytes)
  if (declared && believed && !/^(us-ascii|ascii)$/i.test(named ?? '')) {
    const text = declared.decode(bytes)
    if (spoiltShare(text) <= MOST_SPOILT_SHARE) return text
  }
  const utf8 = strictly('utf-8', bytes)
  if (utf8 !== null) return utf8
  const meta = isHtml ? META.exec(latin1(bytes.subarray(0, META_WITHIN)))?.[1] : undefined
  const said = decoderOf(meta)
  if (said && said.encoding !== 'utf-8') return said.decode(bytes)
  return (decoderOf(likeliest(bytes)) ?? new TextDecoder()).decode(bytes)
}

function decoderOf(name: string | undefined): TextDecoder | null {
  const label = name
    ?.trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  if (!label) return null
  try {
    return new TextDecoder(ALIASES[label] ?? label)
  } catch {
    return null
  }
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0
const spoiltShare = (text: string): number =>
  count(text.slice(0, SAMPLE), /\uFFFD/g) / Math.min(text.length || 1, SAMPLE)

function isLatin(bytes: Uint8Array): boolean {
  const plain = latin1(bytes.subarray(0, SAMPLE))
  const beyond = count(plain, /[\u0080-\u00FF]/g)
  return (
    beyond === 0 || (beyond < LATIN_SHARE * (beyond + count(plain, /[a-z]/gi)) && strictly('utf-8', bytes) === null)
  )
}

function likeliest(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE)
  if (isLatin(sample) && /[a-z][\u00C0-\u00FF]|[\u00C0-\u00FF][a-z]/i.test(latin1(sample))) return 'windows-1252'
  const scored = CYRILLIC.map((encoding) => ({
    encoding,
    score: russianness(new TextDecoder(encoding).decode(sample)),
  }))
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).encoding
}

/** One byte stands for other letters in each encoding; the right reading has the frequent ones, and capitals where words begin. */
function russianness(text: string): number {
  const letters = text.match(/[\u0080-\uFFFF]/g)?.filter((sign) => !TYPOGRAPHIC.includes(sign)) ?? []
  const points = letters.map((sign) => {
    const place = BY_FREQUENCY.indexOf(sign.toLowerCase())
    return place < 0 ? -STRANGE : BY_FREQUENCY.length - place
  })
  return points.reduce((sum, one) => sum + one, 0) - STRANGE * count(text, /\p{Ll}\p{Lu}/gu)
}

/** Lines of `format=flowed` joined again (RFC 3676): a space at the end of a line says that it goes on, at the same depth of quotation. */
export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = []
  let [goesOn, depth] = [false, -1]
  for (const line of text.split(/\r?\n/)) {
    const marks = /^>*/.exec(line)?.[0] ?? ''
    const words = line.slice(marks.length).replace(/^ /, '')
    if (goesOn && marks.length === depth && words !== '-- ') out[out.length - 1] += words
    else out.push(marks === '' ? words : `${marks} ${words}`)
    goesOn = words.endsWith(' ') && words !== '-- '
    depth = marks.length
    if (goesOn && deleteSpace) out[out.length - 1] = (out.at(-1) ?? '').slice(0, -1)
  }
  return out.join('\n')
}
