/**
 * Who writes by ear writes another word that sounds the same: "дастафка", "здать", "definately". Words with one key sound alike:
 * unstressed vowels, voiced and voiceless consonants, soft signs, doubled and silent letters fall together. Russian after the
 * rules of reduction and devoicing (Avanesov, "Russian Literary Pronunciation"), English after Metaphone (Philips 1990), both
 * coarser, since only words of the library are compared.
 */
export function soundOf(word: string): string {
  const folds = /^[а-я]/.test(word) ? RUSSIAN : ENGLISH
  let sound = word
  for (const [from, to] of folds) sound = sound.replace(from, to)
  return sound.replace(/(.)\1+/g, '$1')
}

type Folds = readonly (readonly [RegExp, string])[]

const RUSSIAN: Folds = [
  [/([ое])го$/, '$1во'],
  [/т?ь?ся$|т?ца$/, 'ца'],
  [/стн/g, 'сн'],
  [/здн/g, 'зн'],
  [/[сзж]ч/g, 'щ'],
  [/[тд]ь?с/g, 'ц'],
  [/[ьъй]/g, ''],
  // "пришол", "жолтый": after these letters ё is heard, and the library's words are read with е for ё
  [/(?<=[жшчщц])о/g, 'е'],
  [/[оа]/g, 'а'],
  [/[еэияы]/g, 'и'],
  [/ю/g, 'у'],
  [/б/g, 'п'],
  [/в/g, 'ф'],
  [/г/g, 'к'],
  [/д/g, 'т'],
  [/[жщ]/g, 'ш'],
  [/з/g, 'с'],
]

const ENGLISH: Folds = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/ph/g, 'f'],
  [/gh/g, ''],
  [/(?:ti|si|ci)(?=o|a)/g, 'sh'],
  [/c(?=[eiy])/g, 's'],
  [/ck|c|q/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/e$/, ''],
  [/[aeiouy]+/g, 'a'],
]
