import type { AnswerContent, NewAnswer } from '../answers/answer.ts'
import { phrasingKey } from '../answers/store/answer-store.ts'
import { asMarkdown } from '../markdown/as-markdown.ts'
import { refuse, ok, type Result } from '../result.ts'
import { loopTurns } from '../turns.ts'
import { emptyAnswer } from '#shared'
import { substance, withoutOpening } from './cut-courtesies.ts'
import { introducedNames, namesIn, withoutNames } from './names.ts'
import { personalData, type ShopsOwn, withoutPersonalData } from './personal-data.ts'
import type { PromotionProposal, SolvedConversation } from './promotion.ts'

export type PromotionRefused = { code: 'not_solved' | 'nothing_said' }
export type Prepared = Pick<PromotionProposal, 'draft' | 'others' | 'removed' | 'names'>

/** A question is found in one sentence; the operator sees what was taken, and the whole conversation beside it. */
const MAX_QUESTION = 200
const MAX_PHRASINGS = 8
/** A visitor may write as much as they like; a question is found in the beginning or not at all. */
const MOST_MESSAGES = 12
const LONGEST_READ = 1_000
/** A question of one word ("возврат?") or of a page says less than the search it began with. */
const MIN_WORDS = 2
const MAX_WORDS = 30

/**
 * A solved conversation as a draft: the question in the visitor's own words, the body from what the operator said,
 * courtesies dropped, personal data removed. A long one is read in turns of the main loop; the caller finds similar answers
 * and checks the spelling.
 */
export async function preparePromotion(
  solved: SolvedConversation,
  context: { category: string; shop: ShopsOwn },
): Promise<Result<Prepared, PromotionRefused>> {
  if (solved.state !== 'solved') return refuse({ code: 'not_solved' })
  const matterIn = (texts: readonly string[]) =>
    texts
      .map((words) => withoutOpening(words.slice(0, LONGEST_READ)))
      .map((words) => ({ words, matter: substance(words) }))
      .filter(({ matter }) => /\p{L}/u.test(matter))
  const written = matterIn(solved.visitorWords.slice(0, MOST_MESSAGES)).map(({ matter }) => matter)
  const searched = matterIn(solved.searchedFor).map(({ words }) => words)
  const asked = [...written, ...searched]
  const said = solution(solved.operatorMessages)
  if (asked.length === 0 || said.length === 0) return refuse({ code: 'nothing_said' })

  const names = [...(solved.people ?? []), ...introducedNames(solved.visitorWords)]
  const removed: PromotionProposal['removed'] = []
  const contactsIn = (text: string) => personalData(text, context.shop)
  const clean = async (field: PromotionProposal['removed'][number]['field'], text: string): Promise<string> => {
    await loopTurns.turn()
    const [contacts, named] = [contactsIn(text), namesIn(text, names)]
    for (const { kind, text: held } of [...contacts, ...named]) removed.push({ field, kind, text: held })
    // Around personal data visitors say who they are, not what they ask: "my phone is …", "order …".
    const impersonal =
      field === 'body'
        ? ''
        : sentencesOf(text)
            .filter((sentence) => contactsIn(sentence).length + namesIn(sentence, names).length === 0)
            .join(' ')
    if (/\p{L}{3}.*\s\p{L}{2}/su.test(impersonal)) return impersonal
    // What is left around them is no way to ask.
    if (field === 'phrasing' && contacts.length + named.length > 0) return ''
    const nameless = withoutNames(text, named)
    return withoutPersonalData(nameless, contactsIn(nameless))
  }

  const source = asked.find((words) => isQuestionLike(theQuestion(words))) ?? asked[0] ?? ''
  const question = asQuestion(await clean('question', source))
  const seen = new Set([phrasingKey(question)])
  const phrasings: string[] = []
  const others: string[] = []
  for (const words of [...searched, ...written]) {
    const text = atMost(await clean('phrasing', words))
    const key = phrasingKey(text)
    if (!/\p{L}{3}/u.test(text) || seen.has(key)) continue
    seen.add(key)
    // A search is what one looks for; of a talk, only what asks and is understood alone.
    ;(searched.includes(words) || standsAlone(text) ? phrasings : others).push(text)
  }
  const content: AnswerContent = {
    ...emptyAnswer(),
    site: solved.site,
    locale: solved.locale,
    category: context.category,
    question,
    body: asMarkdown(await clean('body', said.join('\n\n'))),
    products: solved.product ? [solved.product] : [],
  }
  const draft: NewAnswer = { ...content, phrasings: phrasings.slice(0, MAX_PHRASINGS), from: solved.id }
  return ok({
    draft,
    others: others.slice(0, MAX_PHRASINGS),
    names: [...new Set(names)],
    removed: removed.filter(
      (one, at) => removed.findIndex((other) => other.field === one.field && other.text === one.text) === at,
    ),
  })
}

/** What the operator said that solves something: a question back to the visitor is left out where anything else was said. */
function solution(messages: readonly string[]): string[] {
  const said = messages.map(substance).filter((words) => /\p{L}/u.test(words))
  const told = said.filter((words) => !sentencesOf(words).every((sentence) => sentence.trim().endsWith('?')))
  return told.length > 0 ? told : said
}

/** Points to what was said before: "А сколько это стоит?" asks nothing on its own. */
const POINTS_BACK =
  /^(?:а|и|но|тогда|значит|то есть|and|but|so|then)(?![\p{L}])|(?<![\p{L}])(?:это|этот|эта|эти|этого|него|неё|нее|них|it|this|that|these|them)(?![\p{L}])/iu
const LEAST_ALONE = 3

/** A question somebody else would ask in the same words. */
const standsAlone = (words: string): boolean =>
  isQuestionLike(words) &&
  words.split(/\s+/).length >= LEAST_ALONE &&
  (words.endsWith('?') || ASKS.test(words)) &&
  !POINTS_BACK.test(words)

function isQuestionLike(words: string): boolean {
  const count = words.split(/\s+/).length
  return count >= MIN_WORDS && count <= MAX_WORDS
}

/** One sentence, a capital first, a question mark if it asks. */
function asQuestion(words: string): string {
  const text = theQuestion(words).replace(/[\s,;:–—-]+$/, '')
  const ended = /[?!.…]$/.test(text) ? text : ASKS.test(text) ? `${text}?` : text
  return ended.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

const ASKS =
  /^(?:а )?(?:как|где|когда|куда|откуда|сколько|можно|почему|зачем|что|кто|какой|какая|какое|какие|чем|чей|есть ли|у вас есть|если|могу|нужно ли|how|where|when|what|who|which|why|can|could|do|does|did|is|are|will|would|may|should)(?![\p{L}\p{N}])|\p{L} ли(?![\p{L}\p{N}])/iu

const sentencesOf = (words: string): string[] =>
  words.replace(/\s+/g, ' ').match(/\S[^.!?…]*(?:[.!?…]+(?!\s|$)[^.!?…]*)*[.!?…]*/gu) ?? []

/** The sentence that asks; what came before it is kept only if nothing asks. */
function theQuestion(words: string): string {
  const sentences = sentencesOf(words).map((sentence) => sentence.trim())
  const asking =
    sentences.find((sentence) => sentence.endsWith('?') && sentence.split(' ').length >= MIN_WORDS) ??
    sentences.find((sentence) => ASKS.test(sentence))
  return atMost(asking ?? words)
}

function atMost(words: string): string {
  const flat = words.replace(/\s+/g, ' ').trim()
  return flat.length <= MAX_QUESTION
    ? flat
    : flat.slice(0, Math.max(flat.lastIndexOf(' ', MAX_QUESTION), MAX_QUESTION / 2))
}
