/** Places by subnet (`a.b.c.d/n`) as an MMDB file, for tests. https://maxmind.github.io/MaxMind-DB/ */
export function writeMmdb(places: Record<string, object>, databaseType: string): Buffer {
  const nodes: (number | string | null)[][] = [[null, null]]
  for (const [subnet, place] of Object.entries(places)) {
    const [address = '', length = '32'] = subnet.split('/')
    const bits = address.split('.').flatMap((part) => [...Number(part).toString(2).padStart(8, '0')].map(Number))
    let at = 0
    for (let depth = 0; depth < Number(length) - 1; depth++) {
      const bit = bits[depth]!
      const next = nodes[at]![bit]
      if (typeof next === 'number') at = next
      else {
        nodes.push([null, null])
        nodes[at]![bit] = nodes.length - 1
        at = nodes.length - 1
      }
    }
    nodes[at]![bits[Number(length) - 1]!] = JSON.stringify(place)
  }
  const data: Buffer[] = []
  const offsets = new Map<string, number>()
  let size = 0
  const offsetOf = (place: string) => {
    const known = offsets.get(place)
    if (known !== undefined) return known
    const written = encode(JSON.parse(place))
    const offset = size
    data.push(written)
    size += written.length
    offsets.set(place, offset)
    return offset
  }
  const SEPARATOR = 16
  const tree = Buffer.alloc(nodes.length * 6)
  for (const [at, records] of nodes.entries())
    for (const [side, record] of records.entries())
      tree.writeUIntBE(
        record === null
          ? nodes.length
          : typeof record === 'number'
            ? record
            : nodes.length + SEPARATOR + offsetOf(record),
        at * 6 + side * 3,
        3,
      )
  const metadata = encode({
    node_count: nodes.length,
    record_size: 24,
    ip_version: 4,
    database_type: databaseType,
    languages: ['en', 'ru'],
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    description: { en: 'made by a test' },
  })
  const marker = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex')
  return Buffer.concat([tree, Buffer.alloc(SEPARATOR), ...data, marker, metadata])
}

const STRING = 2
const UINT32 = 6
const MAP = 7
const ARRAY = 11

function encode(value: unknown): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value)
    return Buffer.concat([head(STRING, text.length), text])
  }
  if (typeof value === 'number') {
    const number = Buffer.alloc(4)
    number.writeUInt32BE(value)
    return Buffer.concat([head(UINT32, 4), number])
  }
  if (Array.isArray(value)) return Buffer.concat([head(ARRAY, value.length), ...value.map(encode)])
  const entries = Object.entries(value as object)
  return Buffer.concat([
    head(MAP, entries.length),
    ...entries.flatMap(([key, inside]) => [encode(key), encode(inside)]),
  ])
}

/** Sizes of up to 28 are enough for a test. */
const head = (type: number, size: number): Buffer => {
  if (size > 28) throw new Error('too long for this writer')
  return type > MAP ? Buffer.from([size, type - MAP]) : Buffer.from([(type << 5) | size])
}
