import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { loopTurns } from '#kb'
import type { FileKind } from '#shared'
import { fileTypeFromFile } from 'file-type'

/** What a file is, by its bytes. */
export interface KindOfFile {
  kind: FileKind
  /** Media type. */
  type: string
  /** Endings a name may have, the usual one first. */
  endings: readonly string[]
}

const KINDS: Record<FileKind, Record<string, readonly string[]>> = {
  image: {
    'image/jpeg': ['jpg', 'jpeg'],
    'image/png': ['png'],
    'image/webp': ['webp'],
    'image/gif': ['gif'],
    'image/heic': ['heic', 'heif'],
    'image/heif': ['heif', 'heic'],
    'image/heic-sequence': ['heic', 'heif'],
    'image/heif-sequence': ['heif', 'heic'],
    'image/avif': ['avif'],
    'image/tiff': ['tif', 'tiff'],
  },
  pdf: { 'application/pdf': ['pdf'] },
  text: { 'text/plain': ['txt', 'csv', 'log', 'md'] },
  office: {
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
    'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
    'application/vnd.oasis.opendocument.text': ['odt'],
    'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
    'application/vnd.oasis.opendocument.presentation': ['odp'],
    'application/msword': ['doc'],
    'application/vnd.ms-excel': ['xls'],
    'application/vnd.ms-powerpoint': ['ppt'],
    'application/rtf': ['rtf', 'doc'],
  },
  video: {
    'video/mp4': ['mp4', 'm4v'],
    'video/x-m4v': ['m4v', 'mp4'],
    'video/webm': ['webm'],
    'video/quicktime': ['mov'],
    'video/3gpp': ['3gp'],
  },
}
const BY_TYPE = new Map(
  (Object.keys(KINDS) as FileKind[]).flatMap((kind) =>
    Object.entries(KINDS[kind]).map(([type, endings]): [string, KindOfFile] => [type, { kind, type, endings }]),
  ),
)

/** The old office formats share a container with installers; what they hold is told by the names inside. */
const CONTAINER = 'application/x-cfb'
const HELD: [type: string, names: string[]][] = [
  ['application/msword', ['WordDocument']],
  ['application/vnd.ms-excel', ['Workbook', 'Book']],
  ['application/vnd.ms-powerpoint', ['PowerPoint Document']],
]
const CONTAINER_READ = 4_000_000
const TEXT_READ = 256 * 1024
const TAIL_READ = 66_000
/** Text a browser could take for a page, a drawing or a program of one. */
const MARKUP =
  /^\s*<(\?xml|!doctype|!--|!\[cdata|html|svg|head|body|script|iframe|math|xsl:|meta|link|style|object|embed|img|a\b)/i
/** In the bytes of a picture these stand only where it was made to be two things at once. */
const DISGUISED = ['<script', '<html', '<!doctype', '<?php', '<svg', '<iframe', '%pdf-', '<%eval']
const PICTURE_READ = 64_000_000
const PIECE_READ = 256 * 1024
/** Of the piece before: a sign may begin in it. */
const OVERLAP = Math.max(...DISGUISED.map((sign) => sign.length)) - 1

/** Decides by content, never by name. null: nothing we know, or two things at once. */
export async function kindOfFile(path: string): Promise<KindOfFile | null> {
  const found = await fileTypeFromFile(path)
  if (!found) return (await isPlainText(path)) ? (BY_TYPE.get('text/plain') ?? null) : null
  const type = found.mime === CONTAINER ? await heldIn(path) : found.mime
  const kind = BY_TYPE.get(type ?? '')
  if (!kind) return null
  if (kind.kind === 'image' && (await isDisguised(path))) return null
  if ((kind.kind === 'image' || kind.kind === 'pdf' || kind.kind === 'video') && (await endsAsArchive(path)))
    return null
  return kind
}

async function heldIn(path: string): Promise<string | null> {
  const bytes = await part(path, CONTAINER_READ)
  return HELD.find(([, names]) => names.some((name) => bytes.includes(Buffer.from(name, 'utf16le'))))?.[0] ?? null
}

/** UTF-8, UTF-16 with its mark, or a page of one byte a letter: no control characters, and no markup at its beginning. */
async function isPlainText(path: string): Promise<boolean> {
  const bytes = await part(path, TEXT_READ)
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0
  const coding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : null
  const text = coding ? new TextDecoder(coding).decode(bytes) : bytes.toString('latin1')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells text from other bytes
  return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) && !MARKUP.test(text.replace(/^(\ufeff|ï»¿)/, ''))
}

/** In pieces between the turns of others: looking through a photograph of 12 MB at once held the main loop for half a second. */
async function isDisguised(path: string): Promise<boolean> {
  let before = ''
  for await (const piece of createReadStream(path, { end: PICTURE_READ - 1, highWaterMark: PIECE_READ })) {
    await loopTurns.turn()
    const text = before + (piece as Buffer).toString('latin1').toLowerCase()
    if (DISGUISED.some((sign) => text.includes(sign))) return true
    before = text.slice(-OVERLAP)
  }
  return false
}

const END_OF_ARCHIVE = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const END_LENGTH = 22

/** A ZIP is read from its end, so anything can stand before one. */
async function endsAsArchive(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, TAIL_READ)
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    for (let at = buffer.indexOf(END_OF_ARCHIVE); at >= 0; at = buffer.indexOf(END_OF_ARCHIVE, at + 1))
      if (at + END_LENGTH <= length && at + END_LENGTH + buffer.readUInt16LE(at + 20) === length) return true
    return false
  } finally {
    await handle.close()
  }
}

async function part(path: string, most: number): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const bytes = Buffer.alloc(Math.min(size, most))
    await handle.read(bytes, 0, bytes.length, 0)
    return bytes
  } finally {
    await handle.close()
  }
}
