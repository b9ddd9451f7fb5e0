/**
 * Greetings, thanks and farewells of both languages: they belong to the talk, not to the answer. Each pattern takes a
 * whole sentence or the start of one; all repetitions are over one class or bounded.
 */
const END = String.raw`[\s,.!…)–—-]*`
/** A name begins with a capital even where the rest ignores case. */
const CAPITAL = String.raw`(?-i:\p{Lu})`
const NAME = String.raw`(?:[,\s]+${CAPITAL}[\p{L}-]{1,30}){0,2}`
const OPENINGS = [
  String.raw`(?:здравствуйте|здравствуй|добрый\s+(?:день|вечер)|доброе\s+утро|доброго\s+(?:дня|вечера|времени\s+суток)|привет(?:ик|ствую)?|приветствую(?:\s+вас)?|хай)`,
  String.raw`(?:hello|hi|hey|good\s+(?:morning|afternoon|evening|day)|dear\s+(?:all|team|support|sirs?))(?:\s+(?:there|all|team|everyone))?`,
  String.raw`(?:подскажите|скажите|помогите)(?:,?\s*пожалуйста)?(?=[,.!]|\s+(?:как|где|когда|куда|сколько|можно|почему|что|кто|есть|какой|какая|какие|нужно|зачем|ли)(?![\p{L}\p{N}]))`,
  String.raw`(?:could|can)\s+you\s+(?:please\s+)?tell\s+me,?`,
  String.raw`(?:меня\s+зовут|my\s+name\s+is|i'?m\s+called)\s+${CAPITAL}[\p{L}-]{1,30}(?=[,.!])`,
]
const OPENING = new RegExp(`^${END}(?:${OPENINGS.join('|')})${END}`, 'iu')
const GREETED_NAME = new RegExp(
  `^(?:здравствуйте|добрый\\s+день|добрый\\s+вечер|доброе\\s+утро|привет|hello|hi|dear)${NAME}\\s*[!.,]`,
  'iu',
)

const CLOSINGS = [
  String.raw`(?:большое\s+|огромное\s+)?спасибо(?:\s+(?:вам|большое|за\s+(?:обращение|ожидание|помощь|ответ|заказ)|что\s+[\p{L} ]{3,40}))?(?:\s+заранее)?`,
  String.raw`заранее\s+(?:спасибо|благодар(?:ю|ен|на)(?:\s+вас)?)`,
  String.raw`благодар(?:ю|им|ен|на)(?:\s+(?:вас|за\s+[\p{L} ]{3,40}))*`,
  String.raw`(?:всего\s+(?:доброго|хорошего|вам\s+доброго)|хорошего\s+(?:вам\s+)?(?:дня|вечера|похода|настроения)|до\s+свидания|пожалуйста|удачи(?:\s+вам)?|обращайтесь(?:\s+ещё)?|рад(?:ы|а)?\s+(?:был[аи]?\s+)?помочь|с\s+уважением(?:,[\p{L} ]{1,60})?)`,
  String.raw`(?:thanks?|thank\s+you|many\s+thanks|cheers)(?:\s+(?:you|so\s+much|very\s+much|a\s+lot|again|in\s+advance|for\s+[\p{L} ]{3,40}))*`,
  String.raw`(?:you(?:'|’)?re\s+(?:very\s+)?welcome|(?:good)?bye|have\s+a\s+(?:good|great|nice|lovely)\s+(?:day|evening|weekend|one)|all\s+the\s+best|(?:kind|best)\s+regards(?:,[\p{L} ]{1,60})?|take\s+care|(?:happy|glad)\s+to\s+help)`,
  String.raw`(?:чем\s+(?:ещё\s+)?(?:я\s+)?(?:могу|можем)\s+(?:вам\s+)?(?:ещё\s+)?помочь|остались\s+(?:ли\s+)?(?:у\s+вас\s+)?(?:ещё\s+)?вопросы|(?:is\s+there\s+)?anything\s+else(?:\s+[\p{L}' ]{3,40})?|how\s+(?:can|may)\s+i\s+help(?:\s+you)?(?:\s+today)?)`,
  String.raw`(?:ок(?:ей)?|хорошо|(?:всё\s+|все\s+)?понятно|понял[аи]?|ясно|да|нет|ага|угу|отлично|супер|ok(?:ay)?|yes|no|great|perfect|got\s+it|i\s+see|sure)`,
  String.raw`(?:одну\s+(?:минуту|минутку|секунду)|минутку|секунду|сейчас\s+(?:посмотрю|проверю|уточню)|one\s+moment|just\s+a\s+(?:moment|second|minute)|let\s+me\s+(?:check|look|see))(?:,?\s+(?:пожалуйста|please))?`,
]
const COURTESY = new RegExp(`^${END}(?:(?:${[...OPENINGS, ...CLOSINGS].join('|')})${NAME}${END}){1,3}[?:;\\s)]*$`, 'iu')

const MAX_ROUNDS = 4

/** The matter of a visitor's message: "Здравствуйте! Подскажите, пожалуйста, как вернуть куртку?" → "как вернуть куртку?". */
export function withoutOpening(text: string): string {
  let rest = text.trim()
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = rest.replace(GREETED_NAME, '').replace(OPENING, '').trim()
    if (next === rest) break
    rest = next
  }
  return rest.replace(/^[\s,.!…–—-]+/, '')
}

export const isCourtesy = (sentence: string): boolean => sentence.trim() === '' || COURTESY.test(sentence.trim())

/** The sentences of a message that say something. Line breaks and lists stay. */
export function substance(message: string): string {
  return message
    .split('\n')
    .map((line) => {
      const sentences = line.match(/[^.!?…]+(?:[.!?…]+(?=\s|$)["»”)]*|[.!?…](?=\S)|$)*/gu) ?? [line]
      const kept = joinTorn(sentences)
        .filter((sentence) => !isCourtesy(sentence))
        .join('')
        .trim()
      return upperFirst(withoutGreeting(kept))
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** "1.5 км" and "tropa.example" are not ends of sentences. */
function joinTorn(pieces: readonly string[]): string[] {
  const joined: string[] = []
  for (const piece of pieces) {
    const before = joined.at(-1)
    if (before !== undefined && !/^\s/.test(piece)) joined[joined.length - 1] = before + piece
    else joined.push(piece)
  }
  return joined
}

const withoutGreeting = (text: string): string => text.replace(GREETED_NAME, '').trim()
const upperFirst = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
