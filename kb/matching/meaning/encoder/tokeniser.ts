import Pbf from 'pbf'
import { createNormaliser } from './normaliser.ts'
import { PieceTable } from './piece-table.ts'

const UNKNOWN = 0
const BEGIN = 1
const END = 2
/** A letter in no piece costs this much more than the least likely piece. */
const UNKNOWN_PENALTY = 10

/** Letters of the languages a shop speaks, and of measures. Pieces of other scripts would only take room: a third of the table. */
export const READ = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]*$/u

interface Model {
  pieces: string[]
  /** Logarithms of likelihoods. */
  scores: number[]
  /** Of each piece that is read, its number in the model. */
  numbers: number[]
  /** Of all pieces. */
  leastScore: number
  characters: Uint8Array
}

/**
 * The tokeniser of the model's own file: SentencePiece (Kudo and Richardson 2018), unigram, the likeliest way to cut the
 * normalised text into pieces (Viterbi). Gives the pieces between those of beginning and end, as places in `numbers`.
 */
export function createTokeniser(file: Uint8Array): {
  /** Of each piece that is read, its number in the model. */
  numbers: Uint32Array
  tokenise(text: string): number[]
} {
  const model = readModel(file)
  const normalise = createNormaliser(model.characters)
  const table = new PieceTable(model.pieces)
  const scores = Float64Array.from(model.scores)
  const unknownScore = model.leastScore - UNKNOWN_PENALTY

  function tokenise(text: string): number[] {
    const letters = normalise(text)
    const { length } = letters
    const best = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY)
    const begun = new Int32Array(length + 1)
    const chosen = new Int32Array(length + 1)
    best[0] = 0
    const offer = (from: number, end: number, piece: number, score: number): void => {
      if (score <= (best[end] as number)) return
      best[end] = score
      begun[end] = from
      chosen[end] = piece
    }
    for (let from = 0; from < length; ) {
      const so = best[from] as number
      const next = from + ((letters.codePointAt(from) as number) > 0xffff ? 2 : 1)
      let isKnown = false
      table.eachFrom(letters, from, (end, piece) => {
        offer(from, end, piece, so + (scores[piece] as number))
        if (end === next) isKnown = true
      })
      if (!isKnown) offer(from, next, UNKNOWN, so + unknownScore)
      from = next
    }
    const cut: number[] = []
    for (let end = length; end > 0; end = begun[end] as number) cut.push(chosen[end] as number)
    return [BEGIN, ...(cut.length === 0 ? [UNKNOWN] : cut.reverse()), END]
  }
  return { numbers: Uint32Array.from(model.numbers), tokenise }
}

/** Fields of the file: 1 the pieces (1 text, 2 score), 3 the normaliser (2 its map). */
function readModel(file: Uint8Array): Model {
  const model: Model = { pieces: [], scores: [], numbers: [], leastScore: 0, characters: new Uint8Array() }
  let number = 0
  new Pbf(file).readFields((field, into, reader) => {
    if (field === 1) {
      const piece = reader.readMessage(
        (part, made, inside) => {
          if (part === 1) made.text = inside.readString()
          if (part === 2) made.score = inside.readFloat()
        },
        { text: '', score: 0 },
      )
      into.leastScore = Math.min(into.leastScore, piece.score)
      if (READ.test(piece.text)) {
        into.pieces.push(piece.text)
        into.scores.push(piece.score)
        into.numbers.push(number)
      }
      number++
    }
    if (field === 3)
      into.characters = reader.readMessage(
        (part, made, inside) => {
          if (part === 2) made.map = inside.readBytes()
        },
        { map: new Uint8Array() as Uint8Array },
      ).map
  }, model)
  if (model.pieces.length === 0 || model.characters.length === 0)
    throw new Error('The file holds no model of SentencePiece.')
  return model
}
