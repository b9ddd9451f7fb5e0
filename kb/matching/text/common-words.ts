/**
 * How much a word says about the matter, apart from how rare it is in this library: a small library cannot know that
 * "when" is common. Grammar words weigh FUNCTION, words every request may hold ("want", "help") GENERIC, greetings nothing.
 */
export const FUNCTION_WEIGHT = 0.3
export const GENERIC_WEIGHT = 0.6

const GREETING = `hi hello hey dear greetings please thanks thank thx pls plz regards sir madam mam kindly sorry bye goodbye
 здравствуйте здравствуй привет приветствую добрый доброе доброго день вечер утро дня суток пожалуйста спасибо благодарю
 заранее уважаемые уважаемый ув пж пжл пожалуста плиз извините простите подскажите скажите алло`
const FUNCTION = `a an the and or but if so as of at by for from in into on onto out off over under to up with without about
 than then that this these those there here it its i im ive id me my mine myself we us our ours you your yours he him his she her
 they them their theirs who whom whose which what whats when where why how is isnt am are arent was wasnt were be been being do dont does
 doesnt did didnt done doing have havent has hasnt had having can cant cannot could couldnt will wont would wouldnt shall should
 shouldnt may might must let lets just only also too very much many some any all each every no not nor yes ok okay
 again still already yet ever even now one something anything someone anyone really such because while during until after before
 и а но или если то что чтобы как так же ли бы в во на по с со из за от до для о об обо про при под над у к ко без через между
 я мне меня мной мой моя мое мои моего моей моим моих мою мы нас нам наш вы вас вам вами ваш ваша ваше ваши вашем вашего вашей он она оно они
 его ее их им ему ей это этот эта эти этого этой этом этих тот та те того той том тем тех там тут здесь где куда откуда когда
 почему зачем кто чего чем кого кому какой какая какое какие каком каких какую какого каким который которая которое которые которого
 сколько не нет ни да уже еще только лишь даже ведь вот ну то быть был была было были будет будут будем есть себя себе свой
 свою своего свои своей своим все всё всех всем весь вся всю сам сама сами тоже также или либо очень потом теперь сейчас после перед
 раз просто вообще хотя бы`
const GENERIC = `want wanted need needed like get getting got go going know tell help use using used make making made try trying
 tried way able possible see find say said ask question questions issue problem show give take think look looking happen happened
 happening work works working thing things explain understand wondering would possibly seems guys team support info information regarding
 хочу хотел хотела хотелось хочется нужно надо нужен нужна нужны можно нельзя может могу можете можем мочь могли помогите помочь помощь
 вопрос вопросу проблема проблему проблемы делать сделать делаю сделал сделали знать узнать подсказать сказать объясните интересует
 получается возможно возможность возможности ситуация ситуации дело таки почему-то прошу ответьте понять понимаю понял`

const weights = new Map<string, number>()
const add = (words: string, weight: number) => {
  for (const word of words.split(/\s+/)) weights.set(word.replaceAll('ё', 'е'), weight)
}
add(GENERIC, GENERIC_WEIGHT)
add(FUNCTION, FUNCTION_WEIGHT)
add(GREETING, 0)

/** 0 for greetings, 1 for words that carry matter; expects a normalised word. */
export function matterOf(word: string): number {
  return weights.get(word) ?? (word.length === 1 && !/\p{N}/u.test(word) ? FUNCTION_WEIGHT : 1)
}

/** Known as a word of the language although the library may never use it, so never "repaired". */
export function isCommonWord(word: string): boolean {
  return weights.has(word)
}

/** Nothing but politeness ("thank you"); of an unfinished question also grammar words alone, which every answer holds. */
export function saysNothing(words: readonly string[], unfinished: boolean): boolean {
  if (words.some((word) => matterOf(word) > FUNCTION_WEIGHT)) return false
  return unfinished || words.some((word) => matterOf(word) === 0)
}
