import { type FileOffer, FILES_PER_MESSAGE } from '#protocol'

export type RefusedBefore = 'too_many_files' | 'file_empty' | 'file_too_large' | 'file_kind_refused'

/** What need not be sent up to be refused: its size, and a kind that its name and its type agree on. What it really is, the server finds. */
export function refusalBefore(
  { name, type, size }: Pick<File, 'name' | 'type' | 'size'>,
  offer: Pick<FileOffer, 'accept' | 'largestBytes'>,
  already: number,
): RefusedBefore | null {
  if (already >= FILES_PER_MESSAGE) return 'too_many_files'
  if (size === 0) return 'file_empty'
  if (size > offer.largestBytes) return 'file_too_large'
  const accepted = offer.accept.split(',')
  const ending = /\.\w+$/.exec(name.toLowerCase())?.[0] ?? ''
  return !type || accepted.includes(type) || accepted.includes(ending) ? null : 'file_kind_refused'
}
