import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { type CommonWords, commonWords } from '../suggestions/common-words.ts'
import { EVERYDAY_WORDS } from '../everyday-words.ts'
import { lazyDictionary } from './lazy-dictionary.ts'
import { nearWords } from '../suggestions/near-words.ts'
import { type Script, scriptOf, type WordToCheck } from '../speller.ts'

/** The thread that holds the dictionaries: what is offered for one unknown word takes some ten milliseconds to look for. */
export type ToWorker = { id: number; check: WordToCheck[]; budgetMs: number } | { add: string[] }
export type FromWorker = { ready: true } | { id: number; unknown: [word: string, suggestions: string[] | null][] }

/** Longer words have no near neighbours, and looking for them is what costs. */
const MAX_SUGGESTED_LENGTH = 32

const require = createRequire(import.meta.url)
const load = (name: string) => {
  const dir = require.resolve(name).replace(/index\.js$/, '')
  return lazyDictionary(readFileSync(`${dir}index.aff`), readFileSync(`${dir}index.dic`, 'utf8'))
}
const dictionaries: Record<Script, ReturnType<typeof load>> = { en: load('dictionary-en'), ru: load('dictionary-ru') }

const common: Record<Script, CommonWords> = { en: commonWords('en'), ru: commonWords('ru') }

const send = (message: FromWorker) => parentPort?.postMessage(message)

/** British and American spellings are both right; the dictionary is American. */
const isKnown = (word: string, script: Script): boolean => {
  const dictionary = dictionaries[script]
  if (dictionary.correct(word)) return true
  if (script === 'ru') return false
  // The dictionary has "cafe" and "resume" without their accents.
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '')
  return (bare !== word && dictionary.correct(bare)) || british(word).some((american) => dictionary.correct(american))
}

/** What Russian puts before a whole word to make another: видеочат, экосумка, автоплатёж. No dictionary has all of them. */
const COMBINING =
  /^(?:авто|аудио|аэро|био|веб|вело|видео|водо|ветро|влаго|гермо|гидро|гипер|грязе|двух|допо?|евро|интернет|кибер|кино|контр|кросс|макси|мега|микро|мини|много|моно|мото|мульти|нано|онлайн|пыле|поли|промо|радио|само|соц|спец|спорт|супер|сверх|теле|тепло|термо|трёх|трех|турбо|ультра|фото|четырёх|четырех|экзо|эко|экспресс|экстра|электро|энерго)(?=\p{L}{4})/u
const isCombined = (word: string, script: Script): boolean => {
  const rest = script === 'ru' ? word.toLowerCase().replace(COMBINING, '') : ''
  return rest.length > 0 && rest.length < word.length && dictionaries.ru.correct(rest)
}

const BRITISH: [RegExp, string][] = [
  [/our(?=(s|ed|ing|ful|less|ite|ites|able|er|ers|y)?$)/, 'or'],
  [/is(?=(e|es|ed|ing|er|ers|ation|ations|able)$)/, 'iz'],
  [/ys(?=(e|es|ed|ing)$)/, 'yz'],
  [/tre(s?)$/, 'ter$1'],
  [/ll(?=(ed|ing|er|ers|ation|ations)$)/, 'l'],
  [/ogue(s?)$/, 'og$1'],
  [/ence(s?)$/, 'ense$1'],
  [/amme(s?)$/, 'am$1'],
  [/^grey/, 'gray'],
  [/^tyre/, 'tire'],
  [/^cheque/, 'check'],
  [/^mould/, 'mold'],
  [/lfil(s?)$/, 'lfill$1'],
  [/lment(s?)$/, 'llment$1'],
  [/^jewell/, 'jewel'],
  [/^jewellery$/, 'jewelry'],
]
const british = (word: string): string[] =>
  BRITISH.flatMap(([pattern, american]) =>
    pattern.test(word.toLowerCase()) ? [word.toLowerCase().replace(pattern, american)] : [],
  )

const suggestions = (word: string, script: Script): string[] =>
  word.length > MAX_SUGGESTED_LENGTH ? [] : nearWords(word, script, (other) => isKnown(other, script), common[script])

for (const word of EVERYDAY_WORDS) addWord(word)

parentPort?.on('message', (message: ToWorker) => {
  if ('add' in message) for (const entry of message.add) addWord(entry)
  else {
    const start = performance.now()
    const unknown = message.check
      .filter(({ word, script }) => !isKnown(word, script) && !isCombined(word, script))
      .map(({ word, script }): [string, string[] | null] => [
        word,
        // Past its budget a word is still reported, its suggestions come when it is asked for again.
        performance.now() - start > message.budgetMs ? null : suggestions(word, script),
      ])
    send({ id: message.id, unknown })
  }
})

function addWord(entry: string): void {
  const [word = '', model] = entry.split('/')
  const script = scriptOf(word)
  for (const one of script === 'mixed' || script === null ? (['ru', 'en'] as const) : [script])
    dictionaries[one].add(word, model)
}

send({ ready: true })
