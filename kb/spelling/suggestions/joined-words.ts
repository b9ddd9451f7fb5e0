import type { Script } from '../speller.ts'

/** What is written with a hyphen: at the end, at the beginning (with how the rest may end). */
const AFTER_HYPHEN = ['то', 'либо', 'нибудь', 'таки']
const BEFORE_HYPHEN: [before: string, rest: RegExp][] = [
  ['по', /(?:ски|цки|ому|ему|нему|оему)$/],
  ['во', /(?:ых|их)$/],
  ['в', /(?:ых|ьих)$/],
  ['кое', /^(?:что|кто|как|где|какой|какие)$/],
  ['из', /^(?:за|под)$/],
]
const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))
/** Short words that run into the next one, or into the one before; any other part has four letters at least. */
const FIRST: Record<Script, ReadonlySet<string>> = {
  ru: words(
    'не ни как что чтоб так все всё без для при под над или уже еще ещё мне это эти нет да до за из из-под на об от по во со в к с у о',
  ),
  en: words('a an the in on at to of is it as if so no all any not and for how my i we you are can'),
}
const LAST: Record<Script, ReadonlySet<string>> = {
  ru: words('бы же ли что как раз где это мне нас вас все всё так там тут нет'),
  en: words('a an it one all you of to so as is not lot far too'),
}
/** What a missing space costs: after "не" it is the rule rather than a slip, after a preposition mostly none. */
const JOINED = {
  ru: 0.5,
  en: 0.9,
  not: 0.35,
  hyphen: 0.3,
  preposition: 0.85,
} as const
const PREPOSITIONS = words('в к с у о на за до от по из об во со')
/** How rare a part may be: what nobody writes was not joined. */
const COMMON = 0.85
const SHORT = 3

/** Two common words that were written as one ("незнаю", "ктото", "alot"), with what they cost and how rare the rarer is. */
export function* joinedWords(
  word: string,
  script: Script,
  rarity: (word: string) => number,
): Generator<{ written: string; cost: number; rarity: number }> {
  if (script === 'ru')
    for (const [before, after] of hyphens(word))
      if (Math.max(rarity(before), rarity(after)) < 1)
        yield { written: `${before}-${after}`, cost: JOINED.hyphen, rarity: 0 }
  for (let at = 1; at < word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)]
    if (before.length <= SHORT && !FIRST[script].has(before)) continue
    if (after.length <= SHORT && !LAST[script].has(after)) continue
    const rarer = Math.max(rarity(before), rarity(after))
    if (rarer > COMMON) continue
    const cost = before === 'не' ? JOINED.not : PREPOSITIONS.has(before) ? JOINED.preposition : JOINED[script]
    yield { written: `${before} ${after}`, cost, rarity: rarer }
  }
}

function* hyphens(word: string): Generator<[string, string]> {
  for (const end of AFTER_HYPHEN)
    if (word.endsWith(end) && word.length > end.length + 1) yield [word.slice(0, -end.length), end]
  for (const [start, rest] of BEFORE_HYPHEN)
    if (word.startsWith(start) && rest.test(word.slice(start.length))) yield [start, word.slice(start.length)]
}
