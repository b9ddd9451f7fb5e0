/** What is to be known beside a letter of which only a part was kept. */
export interface Slimmed {
  /** Bytes of the whole letter, as far as they are known. */
  size: number
  /** The field in the head of a part whose bytes were left out; its value is about how many they were. */
  leftOut: string
  /** It did not come to its end: what stood further on is not known. */
  cut: boolean
}

export interface LetterSlimmer {
  take(piece: Uint8Array): void
  /** Nothing that may still come would be kept. */
  isFull(): boolean
  /** `missing`: bytes that were sent and not taken. A file they belong to is left out: half of one is none. */
  done(missing: number): Uint8Array<ArrayBuffer>
}

interface Bounds {
  /** Of all that is kept; that much memory is taken. */
  keptBytes: number
}
interface Part {
  kind: 'words' | 'file' | 'nothing'
  /** Where its head and its body begin in what is kept. */
  fieldsEnd: number
  bodyAt: number
  bytes: number
  base64: boolean
  isLeftOut: boolean
}

/** Words of a part beyond this are read by nobody; half as many again is kept free of files for them. */
const WORDS_BYTES = 1024 * 1024
const LONGEST_HEAD = 64 * 1024
/** No boundary is longer (RFC 2046 §5.1.1). */
const LONGEST_MARK = 80
const MOST_NESTED = 20
/** Nobody's letter has as many; whatever it costs to look at each is bounded by it. */
const MOST_PARTS = 2_000
const MOST_DASHED_LINES = 100_000
const NEWLINE = 10
/** Lines of 76 signs and their ends say 57 bytes. */
const OF_BASE64 = 57 / 78
const DASHES = Buffer.from('\n--')

/**
 * Keeps of a letter too large to be held, while it comes in, its heads, its words and every file that has room. The
 * others leave a field that says how large they were, so that whoever reads it knows of them.
 */
export function letterSlimmer(leftOut: string, { keptBytes }: Bounds): LetterSlimmer {
  const kept = new Uint8Array(keptBytes)
  const filesEnd = keptBytes - Math.min(2 * WORDS_BYTES, Math.floor(keptBytes / 4))
  const boundaries: string[] = []
  let end = 0
  let parts = 0
  let dashed = 0
  let full = false
  let head: Buffer[] | null = []
  let headBytes = 0
  let part: Part = { kind: 'nothing', fieldsEnd: 0, bodyAt: 0, bytes: 0, base64: false, isLeftOut: false }
  let lineBegins = true
  /** What came and cannot be told yet: the beginning of a line. */
  let rest = Buffer.alloc(0)

  const write = (bytes: Uint8Array): void => {
    if (end + bytes.length > kept.length) full = true
    else {
      kept.set(bytes, end)
      end += bytes.length
    }
  }

  function closeHead(): void {
    const fields = Buffer.concat(head ?? []).toString('latin1')
    head = null
    headBytes = 0
    const { boundary, isFile, base64 } = readFields(fields)
    const nests = boundary !== null && boundaries.length < MOST_NESTED
    if (nests) boundaries.push(boundary)
    const fieldsEnd = end
    write(Buffer.from('\r\n'))
    const kind = nests ? 'nothing' : isFile || boundary !== null ? 'file' : 'words'
    part = { kind, fieldsEnd, bodyAt: end, bytes: 0, base64, isLeftOut: false }
  }

  function headLine(line: Buffer): void {
    headBytes += line.length
    if (headBytes > LONGEST_HEAD || (line.length <= 2 && line.toString('latin1').trim() === '')) closeHead()
    else {
      head?.push(line)
      write(line)
    }
  }

  function body(bytes: Buffer): void {
    part.bytes += bytes.length
    if (part.kind === 'nothing' || part.isLeftOut) return
    if (part.kind === 'words') {
      const room = Math.min(WORDS_BYTES - (end - part.bodyAt), kept.length - end)
      write(bytes.subarray(0, Math.max(0, room)))
    } else if (end + bytes.length <= filesEnd) write(bytes)
    else leaveOut()
  }

  function leaveOut(): void {
    if (!part.isLeftOut) end = part.fieldsEnd
    part.isLeftOut = true
  }

  function closePart(): void {
    if (part.isLeftOut) {
      part.isLeftOut = false
      const size = part.base64 ? Math.floor(part.bytes * OF_BASE64) : part.bytes
      write(Buffer.from(`${leftOut}: ${size}\r\n\r\n`))
    } else if (end > 0 && kept[end - 1] !== NEWLINE) write(Buffer.from('\r\n'))
  }

  /** Whether this line ends a part. */
  function boundaryLine(line: Buffer): boolean {
    const text = line.toString('latin1').trimEnd()
    const at = boundaries.findLastIndex((one) => text === `--${one}` || text === `--${one}--`)
    const found = boundaries[at]
    if (found === undefined) return false
    closePart()
    const ends = text.length > found.length + 2
    boundaries.length = ends ? at : at + 1
    write(line)
    if (ends) part = { ...part, kind: 'nothing' }
    else head = []
    parts += 1
    if (parts > MOST_PARTS) full = true
    return true
  }

  /** Goes as far as it can tell; what it cannot is left over. */
  function go(bytes: Buffer, isLast: boolean): Buffer {
    let at = 0
    while (at < bytes.length && !full) {
      if (head) {
        const stop = bytes.indexOf(NEWLINE, at)
        if (stop < 0 && !isLast && bytes.length - at <= LONGEST_HEAD) break
        const next = stop < 0 ? bytes.length : stop + 1
        headLine(bytes.subarray(at, next))
        lineBegins = stop >= 0
        at = next
        continue
      }
      // `at` is where a line begins, or within one that is no boundary.
      const isDashed = bytes[at] === 45 && bytes[at + 1] === 45 && lineBegins
      if (isDashed) {
        const stop = bytes.indexOf(NEWLINE, at)
        if (stop < 0 && !isLast && bytes.length - at <= LONGEST_MARK) break
        const next = stop < 0 ? bytes.length : stop + 1
        dashed += 1
        if (dashed > MOST_DASHED_LINES) full = true
        const line = bytes.subarray(at, next)
        if (line.length > LONGEST_MARK || !boundaryLine(line)) body(line)
        lineBegins = stop >= 0
        at = next
        continue
      }
      // One dash at the end: the next piece says whether it is a boundary.
      if (!isLast && lineBegins && bytes[at] === 45 && at + 1 === bytes.length) break
      const found = bytes.indexOf(DASHES, at)
      const next = found >= 0 ? found + 1 : isLast ? bytes.length : bytes.length - begun(bytes)
      if (next <= at) break
      body(bytes.subarray(at, next))
      lineBegins = bytes[next - 1] === NEWLINE
      at = next
    }
    return bytes.subarray(at)
  }

  return {
    take: (piece) => {
      if (full) return
      const bytes =
        rest.length > 0 ? Buffer.concat([rest, piece]) : Buffer.from(piece.buffer, piece.byteOffset, piece.length)
      rest = Buffer.from(go(bytes, false))
    },
    isFull: () => full,
    done: (missing) => {
      if (!full) go(rest, true)
      if ((missing > 0 || full) && head === null && part.kind === 'file') leaveOut()
      part.bytes += missing
      closePart()
      return kept.slice(0, end)
    },
  }
}

/** Bytes at the end that may begin a line with dashes. Mostly none, so that a piece needs no copy to stand behind them. */
function begun(bytes: Buffer): number {
  const last = bytes.length - 1
  if (bytes[last] === NEWLINE) return 1
  return bytes[last] === 45 && bytes[last - 1] === NEWLINE ? 2 : 0
}

/** What the head of a part says of what follows it. */
function readFields(head: string): { boundary: string | null; isFile: boolean; base64: boolean } {
  const fields = head.replace(/\r?\n[ \t]+/g, ' ')
  const type = /^content-type:\s*([^\r\n]*)/im.exec(fields)?.[1] ?? ''
  const [, quoted, plain] = /^multipart\/.*?;\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(type) ?? []
  const isNamed = /;\s*name\*?[0-9*]*\s*=/i.test(type) || /^content-disposition:\s*attachment/im.test(fields)
  return {
    boundary: quoted ?? plain ?? null,
    isFile: isNamed || /^content-disposition:[^\r\n]*;\s*filename/im.test(fields) || !/^(?:text\/|$)/i.test(type),
    base64: /^content-transfer-encoding:\s*base64/im.test(fields),
  }
}
