/** Russian letters and how an address spells them. */
const CYRILLIC = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'
const LATIN = 'a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya'.split(',')
const MAX_LENGTH = 60

/** An address part of any words, Cyrillic transliterated, cut between words; `otherwise` where no letter or digit is left. */
export function slugOf(text: string, otherwise = ''): string {
  const latin = [...text.toLowerCase().normalize('NFC')].map((sign) => LATIN[CYRILLIC.indexOf(sign)] ?? sign).join('')
  const slug = latin
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
  return cutAtHyphen(slug).replace(/-+$/, '') || otherwise
}

const cutAtHyphen = (slug: string): string =>
  slug.length <= MAX_LENGTH ? slug : slug.slice(0, Math.max(slug.lastIndexOf('-', MAX_LENGTH), MAX_LENGTH / 2))
