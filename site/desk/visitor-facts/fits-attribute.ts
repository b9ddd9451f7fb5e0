/** `>= 1000`, `<2026-01-01`; without a sign, words that stand in it. */
const COMPARED = /^\s*(>=|<=|>|<|=)\s*(.+)$/

/** Whether somebody is told of as an operator asked: by name what of it. Nothing asked: whoever has it at all. */
export function fitsAttribute(
  told: readonly { name: string; value: string }[],
  { name, asked }: { name: string; asked: string },
): boolean {
  const value = told.find((one) => one.name === name)?.value
  if (value === undefined) return false
  const [, sign, other = ''] = COMPARED.exec(asked) ?? []
  if (!sign) return value.toLocaleLowerCase().includes(asked.trim().toLocaleLowerCase())
  const [one, than] = [Number(value), Number(other.trim().replace(',', '.'))]
  // Days are compared as they are written.
  const order =
    Number.isNaN(one) || Number.isNaN(than) ? Math.sign(value.localeCompare(other.trim())) : Math.sign(one - than)
  return { '>': order > 0, '<': order < 0, '>=': order >= 0, '<=': order <= 0, '=': order === 0 }[sign] ?? false
}
