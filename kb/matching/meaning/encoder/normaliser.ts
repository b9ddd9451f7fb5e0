const SPACE = 0x20
/** ▁, which stands for a space inside of pieces. */
const MARK = [0xe2, 0x96, 0x81]
/** Of a unit of the array: the letter it stands for, and a bit that no letter has. */
const LABEL = 0x8000_00ff
const HAS_LEAF = 0x100
const VALUE = 0x7fff_ffff

/**
 * SentencePiece's normaliser: each longest key of its map of characters becomes what stands there (NFKC and more), spaces
 * become ▁, one before the first word and one between words. The map is a double array (Aoe 1989, as `darts-clone` lays it
 * out): a number that says how many bytes it takes, units of 32 bits, then the replacements, each ended by a zero.
 */
export function createNormaliser(map: Uint8Array): (text: string) => string {
  const view = new DataView(map.buffer, map.byteOffset, map.byteLength)
  const trieBytes = view.getUint32(0, true)
  const units = Uint32Array.from({ length: trieBytes / 4 }, (_, at) => view.getUint32(4 + at * 4, true))
  const replacements = map.subarray(4 + trieBytes)
  const unit = (at: number) => units[at] ?? 0
  const offsetOf = (of: number) => (of >>> 10) << ((of & 0x200) >>> 6)

  /** Of the longest key that begins at `from`: its bytes, and where its replacement begins; null if no key does. */
  function longestKey(bytes: Uint8Array, from: number): { length: number; value: number } | null {
    let found: { length: number; value: number } | null = null
    let node = offsetOf(unit(0))
    for (let at = from; at < bytes.length; at++) {
      const letter = bytes[at] as number
      node ^= letter
      const here = unit(node)
      if ((here & LABEL) >>> 0 !== letter) break
      node ^= offsetOf(here)
      if (here & HAS_LEAF) found = { length: at + 1 - from, value: unit(node) & VALUE }
    }
    return found
  }

  return (text) => {
    const bytes = new TextEncoder().encode(text)
    const out: number[] = []
    let afterSpace = true
    for (let at = 0; at < bytes.length; ) {
      const key = longestKey(bytes, at)
      const length = key?.length ?? lengthOfLetter(bytes[at] as number)
      const letters = key
        ? replacements.subarray(key.value, replacements.indexOf(0, key.value))
        : bytes.subarray(at, at + length)
      at += length
      for (const letter of letters) {
        if (letter !== SPACE) {
          if (afterSpace) out.push(...MARK)
          out.push(letter)
        }
        afterSpace = letter === SPACE
      }
    }
    return new TextDecoder().decode(Uint8Array.from(out))
  }
}

/** Bytes of the letter of UTF-8 that begins so. */
const lengthOfLetter = (first: number): number => (first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4)
