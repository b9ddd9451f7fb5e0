const QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const JCUKEN = 'йцукенгшщзхъфывапролджэячсмитьбюе'

const toCyrillic = new Map(Array.from(QWERTY, (key, i) => [key, JCUKEN[i]!]))
const toLatin = new Map(Array.from(JCUKEN, (key, i) => [key, QWERTY[i]!]))
toLatin.set('е', 't').set('ё', '`')

const ROWS = ['1234567890', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,.', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю']
const neighbours = new Set<string>()
for (const row of ROWS) {
  for (let i = 1; i < row.length; i++) neighbours.add(row[i - 1]! + row[i]!).add(row[i]! + row[i - 1]!)
}
for (const [upper, lower] of [
  [ROWS[1]!, ROWS[2]!],
  [ROWS[2]!, ROWS[3]!],
  [ROWS[4]!, ROWS[5]!],
  [ROWS[5]!, ROWS[6]!],
] as const) {
  for (let i = 0; i < lower.length; i++) {
    for (const key of [upper[i], upper[i + 1]]) if (key) neighbours.add(key + lower[i]!).add(lower[i]! + key)
  }
}

/** Side by side on a Russian or English keyboard. */
export const areNeighbourKeys = (a: string, b: string): boolean => neighbours.has(a + b)

/** The same keys on the other layout ("ljcnfdrf" → "доставка" and back); null when the chunk has letters of both or none. */
export function otherLayout(chunk: string): string | null {
  const latin = /[a-z]/.test(chunk)
  const cyrillic = /[а-яё]/.test(chunk)
  if (latin === cyrillic) return null
  const table = latin ? toCyrillic : toLatin
  return Array.from(chunk, (letter) => table.get(letter) ?? letter).join('')
}
