/** Offsets of UTF-16 code units in a text, `end` after the last. */
export interface TextRange {
  start: number
  end: number
}
