/** Letters after which a piece is handed on. */
const PIECE_LETTERS = 64 * 1024

/**
 * The same text as `JSON.stringify`, in pieces of about `pieceLetters`: of what may be tens of megabytes each is written in a
 * turn of its own. What holds no list is one piece at least, however long its texts.
 */
export function* jsonPieces(value: unknown, pieceLetters = PIECE_LETTERS): Generator<string> {
  let text = ''
  for (const part of parts(value)) {
    text += part
    if (text.length < pieceLetters) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

function* parts(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    yield '['
    for (const [at, one] of value.entries()) {
      if (at > 0) yield ','
      yield* parts(one ?? null)
    }
    yield ']'
  } else if (isRecord(value) && holdsList(value)) {
    let before = '{'
    for (const [key, one] of Object.entries(value)) {
      if (one === undefined) continue
      yield `${before}${JSON.stringify(key)}:`
      yield* parts(one)
      before = ','
    }
    yield '}'
  } else yield JSON.stringify(value)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const holdsList = (value: object): boolean =>
  Object.values(value).some((one) => Array.isArray(one) || (isRecord(one) && holdsList(one)))
