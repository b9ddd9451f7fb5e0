const LETTERS: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
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
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
}
const MAX_LENGTH = 60

/** An address part from any words, Cyrillic transliterated; never empty. */
export function slugOf(text: string): string {
  const latin = [...text.toLowerCase().normalize('NFC')].map((sign) => LETTERS[sign] ?? sign).join('')
  const slug = latin
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
  return cutAtHyphen(slug).replace(/-+$/, '') || 'answer'
}

const cutAtHyphen = (slug: string): string =>
  slug.length <= MAX_LENGTH ? slug : slug.slice(0, Math.max(slug.lastIndexOf('-', MAX_LENGTH), MAX_LENGTH / 2))
