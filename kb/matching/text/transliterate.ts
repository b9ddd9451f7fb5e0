/** Latin spellings of Russian sounds, longest first; several readings where people differ ("y" for ы or й). */
const READINGS: [string, string[]][] = [
  ['shch', ['щ']],
  ['sch', ['щ', 'ш']],
  ['iya', ['ия']],
  ['iye', ['ие']],
  ['iyu', ['ию']],
  ['zh', ['ж']],
  ['kh', ['х']],
  ['ts', ['ц', 'тс']],
  ['tz', ['ц']],
  ['ch', ['ч']],
  ['sh', ['ш']],
  ['yo', ['е', 'йо']],
  ['jo', ['е']],
  ['yu', ['ю']],
  ['ju', ['ю']],
  ['iu', ['ю']],
  ['ya', ['я']],
  ['ja', ['я']],
  ['ia', ['ия', 'я']],
  ['ye', ['е', 'ые']],
  ['je', ['е']],
  ['iy', ['ий']],
  ['ij', ['ий']],
  ['yy', ['ый']],
  ['yj', ['ый']],
  ['ck', ['к']],
  ['ph', ['ф']],
  ['ee', ['и']],
  ['oo', ['у']],
  ['a', ['а']],
  ['b', ['б']],
  ['v', ['в']],
  ['w', ['в', 'ш']],
  ['g', ['г']],
  ['d', ['д']],
  ['e', ['е', 'э']],
  ['z', ['з']],
  ['i', ['и', 'й']],
  ['j', ['й', 'ж']],
  ['k', ['к']],
  ['l', ['л']],
  ['m', ['м']],
  ['n', ['н']],
  ['o', ['о']],
  ['p', ['п']],
  ['r', ['р']],
  ['s', ['с']],
  ['t', ['т']],
  ['u', ['у', 'ю']],
  ['f', ['ф']],
  ['h', ['х']],
  ['c', ['к', 'ц']],
  ['y', ['ы', 'й']],
  ['x', ['кс', 'х']],
  ['q', ['к']],
  ['4', ['ч']],
  ['6', ['ш']],
  ["'", ['ь']],
]
const byFirst = Map.groupBy(READINGS, ([latin]) => latin[0]!)
const MOST_READINGS = 8

/** Ways to read a Latin word as Russian, likeliest first, at most eight: "dostavka" → ["доставка", …]. */
export function cyrillicReadings(word: string): string[] {
  let readings: string[] = ['']
  for (let at = 0; at < word.length; ) {
    const rule = byFirst.get(word[at]!)?.find(([latin]) => word.startsWith(latin, at))
    if (!rule) return []
    const [latin, sounds] = rule
    readings = sounds.flatMap((sound) => readings.map((start) => start + sound)).slice(0, MOST_READINGS)
    at += latin.length
  }
  return readings
}

const LATIN: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
}

/** A brand written in Russian letters, in Latin ones: "гармин" → "garmin". */
export function latinReading(word: string): string {
  return Array.from(word, (letter) => LATIN[letter] ?? letter).join('')
}
