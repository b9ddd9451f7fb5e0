const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю']

/** One slip of the hand: a neighbouring key, a dropped, a doubled or two swapped letters, drawn by `random`. */
export function withTypo(text: string, random: () => number): string {
  const letters = [...text.matchAll(/\p{L}/gu)].map(({ index }) => index)
  if (letters.length < 2) return text
  const at = letters[Math.floor(random() * letters.length)]!
  const letter = text[at]!
  const before = text.slice(0, at)
  const after = text.slice(at + 1)
  switch (Math.floor(random() * 4)) {
    case 0: {
      const row = ROWS.find((keys) => keys.includes(letter.toLowerCase()))
      const place = row?.indexOf(letter.toLowerCase()) ?? -1
      const neighbour = row?.[place + (random() < 0.5 ? -1 : 1)] ?? row?.[place === 0 ? 1 : place - 1]
      return neighbour ? before + neighbour + after : before + after
    }
    case 1:
      return before + after
    case 2:
      return before + letter + letter + after
    default:
      return /\p{L}/u.test(after[0] ?? '') ? before + after[0] + letter + after.slice(1) : before + after
  }
}
