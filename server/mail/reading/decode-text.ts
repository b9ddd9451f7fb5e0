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
const MOST_SPOILT_SHARE = 0.005

/** Bytes of a text part as text: the charset it names if that fits, else UTF-8 if it is, else what its HTML says, else the likeliest. */
export function decodeText(bytes: Uint8Array, named: string | undefined, isHtml: boolean): string {
  const declared = decoderOf(named)
  if (declared && !/^(us-ascii|ascii)$/i.test(named ?? '')) {
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

/** Russian in KOI8-R read as Windows-1251 has its capitals and small letters changed round, so more small letters tell. */
function likeliest(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE)
  const plain = latin1(sample)
  const beyond = count(plain, /[\u00C0-\u00FF]/g)
  if (
    beyond < LATIN_SHARE * (beyond + count(plain, /[a-z]/gi)) &&
    /[a-z][\u00C0-\u00FF]|[\u00C0-\u00FF][a-z]/i.test(plain)
  )
    return 'windows-1252'
  const small = (encoding: string) => count(new TextDecoder(encoding).decode(sample), /[а-яё]/g)
  return small('koi8-r') > small('windows-1251') ? 'koi8-r' : 'windows-1251'
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
