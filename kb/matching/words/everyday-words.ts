import { readFileSync } from 'node:fs'

/** What shops are told every day and no corpus has often enough yet. */
const OF_SHOPS = `сбер сбера сберу сбером сбере сбербанк сбербанка сбербанком тинькофф тинькова тинькоф втб юмани киви qiwi сбп мир сплит долями
 кэшбек кешбек кешбэк кэшбэк кэшбэка промик промокодик маркетплейс маркетплейсе озон озоне озона вайлдберриз вайлдбериз авито сдэк сдека
 сдэком боксберри постамат постамате пвз трек трека скрин скрина скрины скриншот скриншоты скриншотом личка личку телега телеге телеграм
 телеграме вотсап ватсап ватсапе вайбер вайбере инста инсте вконтакте айфон айфона айфоне андроид андроиде самсунг сяоми ксиоми хуавей
 блин капец нифига нафиг нахрен фигня фигню хрень хрени пипец жесть лол кринж чувак ребят ребята девчат пжлста плиз окей
 лайк лайки лайка лайкнуть репост сторис селфи заело заедает заела заклинило отвалилось отвалилась отвалился отпоролся расклеилась
 расклеились сидушка сидушку сидушки сидушке пенка пенку пенки каримат каримата налобник налобника налобники дождевик дождевика
 шмотка шмотки шмот кроссы кроссов худи лонгслив термуха термуху термос термосок фонарик фонарика пуховичок рюкзачок рюкзачка котелок котелка
 котелки крючок крючка баллончик баллончика`

const words = new Set(OF_SHOPS.split(/\s+/))
for (const locale of ['ru', 'en']) {
  const lines = readFileSync(new URL(`./everyday-${locale}.txt`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  for (const word of lines) words.add(word)
}

/**
 * A word people write every day though the dictionaries lack it: a name, a brand, a new word, a rude one. It is never a slip
 * of another one, but may be the library's brand in the other alphabet. Expects a normalised word.
 */
export const isEveryday = (word: string): boolean => words.has(word)
