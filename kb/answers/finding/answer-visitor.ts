import { contentWords, type Intent, intentOf, type MatchQuery } from '../../matching/index.ts'
import type { Hit, Match, VisitorQuery } from './finding.ts'

/** Two words of matter make a question that a pause may end; fewer are the beginning of one. */
const QUESTION_WORDS = 2
/** Shorter beginnings that are tried before the page's own answers are offered. */
const SHORTER_MOST = 3

interface Surroundings {
  match(query: MatchQuery): Promise<Omit<Match, 'intent'>>
  /** What the page offers before anything is typed. */
  offered(): Promise<Hit[]>
}

/**
 * What a visitor is shown for their words. While they type nothing is refused and no single answer is chosen: verdicts
 * are of whole questions, and everybody begins with "where is". Greetings and the wish for a human are answered as such.
 */
export async function answerVisitor(query: VisitorQuery, around: Surroundings): Promise<Match> {
  const { text, typing } = query
  const isWhole = !typing || typing === 'paused'
  const intent = isWhole ? intentOf(text) : null
  if (intent) return intended(intent, intent === 'person' ? [] : await around.offered())
  if (!typing || (isWhole && contentWords(text).length >= QUESTION_WORDS))
    return { ...(await around.match({ ...query, typing: false })), intent: null }
  for (const begun of beginnings(text)) {
    const found = await around.match({ ...query, text: begun, typing: true })
    if (found.verdict !== 'escalate' && found.hits.length > 0) return { ...found, verdict: 'suggest', intent: null }
  }
  return { ...NOTHING, verdict: 'suggest', intent: null, hits: await around.offered() }
}

const NOTHING = {
  confidence: 0,
  fit: 0,
  because: { words: [] },
  repaired: [],
  searched: '',
  engine: 'embedded',
  degraded: false,
} satisfies Partial<Match>

const intended = (intent: Intent, hits: Hit[]): Match => ({
  ...NOTHING,
  verdict: intent === 'person' ? 'escalate' : 'suggest',
  intent,
  hits,
})

/** The text, then what it was before its last words: what was found for those still stands. */
function beginnings(text: string): string[] {
  const whole = text.trimEnd()
  const words = whole.split(/\s+/u)
  const shorter = Array.from({ length: SHORTER_MOST }, (_, i) => words.slice(0, -1 - i).join(' '))
  return [...new Set([text, whole, ...shorter])].filter((one) => one.trim())
}
