import { createReadStream } from 'node:fs'
import { BrokenFeed } from './feed-fault.ts'

const BEGINNING_BYTES = 64 * 1024
const CYRILLIC_BYTES = 'windows-1251'

/** Text of a file piece by piece: by its byte order mark, by what its XML says of itself, as UTF-8, or else as windows-1251, which accountants' programs still write. */
export async function* decodedFeed(path: string): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: BEGINNING_BYTES }) as AsyncIterable<Buffer>) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true })
      continue
    }
    held = Buffer.concat([held, chunk])
    if (held.length < BEGINNING_BYTES) continue
    decoder = decoderFor(held)
    yield decoder.decode(held, { stream: true })
  }
  if (!decoder) {
    if (held.length === 0) throw new BrokenFeed('empty')
    decoder = decoderFor(held)
    yield decoder.decode(held, { stream: true })
  }
  yield decoder.decode()
}

function decoderFor(beginning: Buffer): TextDecoder {
  const marked =
    beginning[0] === 0xff && beginning[1] === 0xfe
      ? 'utf-16le'
      : beginning[0] === 0xfe && beginning[1] === 0xff
        ? 'utf-16be'
        : null
  if (marked) return new TextDecoder(marked)
  const said = /^\s*(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})["']/.exec(
    beginning.subarray(0, 400).toString('latin1'),
  )?.[1]
  if (said) {
    try {
      return new TextDecoder(said)
    } catch {
      throw new BrokenFeed('malformed', 1, `encoding="${said}"`)
    }
  }
  return new TextDecoder(isUtf8(beginning) ? 'utf-8' : CYRILLIC_BYTES)
}

function isUtf8(beginning: Buffer): boolean {
  try {
    // The last letter may be cut by the piece's end.
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true })
    return true
  } catch {
    return false
  }
}
