import { randomBytes } from 'node:crypto'
import { deflateRawSync, deflateSync, crc32 } from 'node:zlib'
import sharp from 'sharp'

/** Files as people send them, and as attackers do; every one is made here. */

const chunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A red corner in an otherwise green picture, so that one sees which way up it is. */
const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 30, g: 120, b: 60 } } }).composite([
    {
      input: {
        create: {
          width: Math.floor(width / 2),
          height: Math.floor(height / 2),
          channels: 3,
          background: { r: 220, g: 30, b: 30 },
        },
      },
      left: 0,
      top: 0,
    },
  ])

/** A photo taken sideways by a phone that wrote where and with what: 300 × 200 as stored, 200 × 300 upright. */
export const aPhoto = (): Promise<Buffer> =>
  drawn(300, 200)
    .withExif({
      IFD0: { Make: 'Firstline', Model: 'Testphone', ImageDescription: 'SECRET-PLACE' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 7/1', GPSLongitudeRef: 'E', GPSLongitude: '37/1 37/1 3/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

export const aPng = (width = 120, height = 80): Promise<Buffer> => drawn(width, height).png().toBuffer()
export const aWebp = (): Promise<Buffer> => drawn(120, 80).webp().toBuffer()
export const anAvif = (): Promise<Buffer> => drawn(120, 80).avif({ quality: 40, effort: 0 }).toBuffer()
export const aTiff = (): Promise<Buffer> => drawn(120, 80).tiff().toBuffer()
/** Two pages. */
export async function aGif(): Promise<Buffer> {
  const pages = [Buffer.alloc(20 * 20 * 3, 30), Buffer.alloc(20 * 20 * 3, 200)]
  return sharp(Buffer.concat(pages), { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } })
    .gif({ delay: [100, 100] })
    .toBuffer()
}

/** Some kilobytes that would unpack to gigabytes of pixels. */
export function aPixelBomb(side = 60_000): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const row = Buffer.alloc(1 + Math.ceil(side / 8))
  const pixels = deflateSync(Buffer.concat(Array.from({ length: 400 }, () => row)))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A picture to whoever looks at its beginning, and a script to whoever runs it. */
export const POLYGLOT = Buffer.from("GIF89a/*\u0001\u0000\u0001\u0000*/='';alert(1)//")
export const SVG_WITH_SCRIPT = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
)
export const HTML = Buffer.from('<!doctype html><title>x</title><script>alert(document.domain)</script>')
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
export const TEXT = Buffer.from('Заказ T-104833\nСломан карабин на рюкзаке.\n')
/** The beginnings of programs, whatever they are called. */
export const EXE = Buffer.concat([
  Buffer.from('MZ'),
  Buffer.alloc(58),
  Buffer.from([0x80, 0, 0, 0]),
  Buffer.alloc(64),
  Buffer.from('PE\0\0'),
  Buffer.alloc(400),
])
export const ELF = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(200)])
/** An installer of Windows shares its container with the old office formats. */
export function aContainer(holds: string): Buffer {
  const magic = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  return Buffer.concat([magic, Buffer.alloc(1_016), Buffer.from(holds, 'utf16le'), Buffer.alloc(500)])
}

export interface Entry {
  name: string
  data: string | Buffer
}
/** A ZIP as small as one can be. */
export function aZip(entries: Entry[]): Buffer {
  const files: Buffer[] = []
  const index: Buffer[] = []
  let at = 0
  for (const { name, data } of entries) {
    const bytes = Buffer.from(data)
    const packed = deflateRawSync(bytes)
    const title = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(bytes.length, 18)
    fields.writeUInt16LE(title.length, 22)
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), fields, title, packed])
    const entry = Buffer.alloc(42)
    entry.writeUInt16LE(20, 0)
    fields.copy(entry, 2)
    entry.writeUInt32LE(at, 38)
    index.push(Buffer.concat([Buffer.from('PK\x01\x02'), entry, title]))
    files.push(file)
    at += file.length
  }
  const directory = Buffer.concat(index)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...files, directory, Buffer.from('PK\x05\x06'), end])
}

export const aDocx = (): Buffer =>
  aZip([
    {
      name: '[Content_Types].xml',
      data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    },
    { name: 'word/document.xml', data: '<w:document/>' },
  ])
export const aMacroDocument = (): Buffer =>
  aZip([
    {
      name: '[Content_Types].xml',
      data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
    },
    { name: 'word/vbaProject.bin', data: 'macro' },
  ])

/** The head of a short film, as far as anybody looks. */
export const aVideo = (bytes = 3_000): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 0x18]),
    Buffer.from('ftypmp42'),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from('mp42isom'),
    Buffer.alloc(bytes, 7),
  ])

/** One body in pieces, as it comes from the network. */
export async function* inPieces(bytes: Buffer, size = 16_384): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** A picture nothing can make small: `side` × `side` of noise, about a byte for each pixel and colour. */
export const noise = (side: number): Promise<Buffer> =>
  sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer()
