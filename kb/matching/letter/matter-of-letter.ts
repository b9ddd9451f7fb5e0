import { isLetter, type Sentence, sentencesOf } from './sentences.ts'

/** Sentences that are asked of the library; each costs one search. */
const MOST_ASKED = 24
/** Beside what is known of the sentence, 0…2. Chosen on the demo's golden questions inside letters of 700 and 4 000 characters. */
const ASKS_WORTH = 0.7
const TOLD_WORTH = -1
/** Nothing short is longer, unless it is no text. */
const LONGEST = 500

/**
 * What a long text is about: the one of its sentences that asks and that the library knows most about. Greeting, story and
 * thanks are not the question, and a product that is told of at length should not outweigh it. Short texts stay as they are.
 */
export async function matterOfLetter(
  text: string,
  judge: (sentence: string) => Promise<{ confidence: number; fit: number; ofProduct: boolean } | null>,
): Promise<string> {
  if (!isLetter(text)) return text.slice(0, LONGEST)
  const sentences = sentencesOf(text)
  if (sentences.length < 2) return sentences[0]?.text ?? text.slice(0, LONGEST)
  const asked = sentences
    .map((sentence, place) => ({ sentence, place }))
    .sort((a, b) => b.sentence.asks - a.sentence.asks || a.place - b.place)
    .slice(0, MOST_ASKED)
  let best: { sentence: Sentence; worth: number } | null = null
  for (const { sentence } of asked) {
    const judged = await judge(sentence.text)
    if (!judged) continue
    // A product that is only told of is no question about it.
    const told = judged.ofProduct && sentence.asks === 0 ? TOLD_WORTH : 0
    const worth = ASKS_WORTH * sentence.asks + judged.confidence + judged.fit + told
    if (!best || worth > best.worth) best = { sentence, worth }
  }
  return best?.sentence.text ?? text.slice(0, LONGEST)
}
