import { matterOf } from '../text/common-words.ts'
import { tokenise } from '../text/tokenise.ts'

/** A text so long says more than it asks. */
const LETTER_FROM_WORDS = 40
/** Up to a stop or the end of a line. */
const SENTENCE = /[^.!?…\n]+(?:[.!?…]+(?=\s|$)|[.!?…](?=\S)|\n|$)/gu
/** Mail programs end lines inside sentences. */
const WRAPPED = /(?<=[^.!?…:\n])\n(?=\p{Ll})/gu
const LONG_WORDS = 28
const WINDOW = 14
const MOST_SENTENCES = 80
const LONGEST = 500

export interface Sentence {
  text: string
  /** How much it looks like what a letter is written for, 0…1. */
  asks: number
}

export const isLetter = (text: string): boolean =>
  text.length > LETTER_FROM_WORDS * 3 && tokenise(text).length >= LETTER_FROM_WORDS

/** The sentences of a letter that may hold its matter: not greetings, thanks or who is writing. */
export function sentencesOf(letter: string): Sentence[] {
  const sentences: Sentence[] = []
  const known = new Set<string>()
  for (const piece of piecesOf(letter.replace(WRAPPED, ' '))) {
    const words = tokenise(piece)
    if (known.has(words.join(' '))) continue
    known.add(words.join(' '))
    if (!words.some((word) => matterOf(word) === 1) || ABOUT_SELF.test(piece)) continue
    sentences.push({ text: piece.trim().slice(0, LONGEST), asks: asks(piece) })
    if (sentences.length === MOST_SENTENCES) break
  }
  return sentences
}

function* piecesOf(letter: string): Generator<string> {
  for (const sentence of untorn(letter)) {
    const words = tokenise(sentence).length
    if (words <= LONG_WORDS) yield sentence
    else {
      if (words <= 2 * LONG_WORDS) yield sentence
      for (const part of sentence.split(/[,;:]\s/)) {
        if (tokenise(part).length <= LONG_WORDS) yield part
        else yield* windows(part)
      }
    }
  }
}

/** "1.5 км" and "tropa.example" are no ends of sentences. */
function* untorn(letter: string): Generator<string> {
  let before = ''
  for (const { 0: piece, index } of letter.matchAll(SENTENCE)) {
    before += piece
    if (/[.!?…]$/.test(piece) && /\S/.test(letter[index + piece.length] ?? ' ')) continue
    yield before
    before = ''
  }
  if (before) yield before
}

/** Who writes without any stop is read in stretches that overlap. */
function* windows(text: string): Generator<string> {
  const words = text.split(/\s+/).filter(Boolean)
  for (let at = 0; at === 0 || at + WINDOW / 2 < words.length; at += WINDOW / 2)
    yield words.slice(at, at + WINDOW).join(' ')
}

const QUESTION = /\?/
const ASKING =
  /(?<!\p{L})(?:подскаж\p{L}*|скажите|прошу|просьба|помогите|хочу|хотел\p{L}*|хотим|нужно|надо|можно|могу|можете|сможете|возможно ли|как(?: мне| быть)?|где|куда|когда|почему|сколько|какой|какая|какие|что делать|верните|вернуть|отмените|пришлите|объясните|интересует|вопрос|проблема|есть ли|ли|не работает|не приш\p{L}+|сломал\p{L}*|how|what|where|when|why|which|who|can|could|may|do you|does|is it|is there|are there|will|would like|i want|we want|need|please|help|refund|cancel|broken|question|problem|does not|doesn'?t|did not|didn'?t)(?!\p{L})/iu
const ABOUT_SELF =
  /(?<!\p{L})(?:если (?:что|нужно|нужна|надо|потреб)|if (?:anything|you need|needed)|пишу вам|writing to you|расскажу|let me tell|меня зовут|с уважением|заранее|спасибо|благодар\p{L}*|хорошего (?:дня|вечера)|жду (?:вашего )?ответа?|my name is|regards|sincerely|thanks|thank you|in advance|look forward|have a (?:nice|good|great))(?!\p{L})/iu

function asks(sentence: string): number {
  return (QUESTION.test(sentence) ? 0.6 : 0) + (ASKING.test(sentence) ? 0.4 : 0)
}
