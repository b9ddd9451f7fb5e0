import { sendFile } from '../../api.ts'
import type { Picture } from '../../shapes.ts'

/** What the chooser of the system offers; the server looks for itself. */
export const PICTURES_ACCEPTED = 'image/*,video/mp4,video/webm,application/pdf,.heic,.heif,.pdf'

const AS_THEY_ARE = /\.(svg|gif|mp4|webm|pdf)$/
/** Where people at the desk load a picture, shown by an answer or not yet. */
export const pictureSource = ({ key, name }: Pick<Picture, 'key' | 'name'>, width: 480 | 960): string =>
  `/api/desk/answer-pictures/${key}/${AS_THEY_ARE.test(name) ? 'original' : `${width}.webp`}`

export const bringPicture = (file: { name: string; content: Blob }) =>
  sendFile<Picture>('/api/desk/answer-pictures', file)

/** As it is written in an answer: in a paragraph of its own, described in one line. */
export function withPicture(
  body: string,
  at: { start: number; end: number },
  { address, description }: { address: string; description: string },
): { body: string; caret: number } {
  const said = description.replace(/\s+/g, ' ').trim().replace(/[[\]]/g, '\\$&')
  const before = body.slice(0, at.start).trimEnd()
  const after = body.slice(at.end).trimStart()
  const written = `${before}${before ? '\n\n' : ''}![${said}](${address})`
  return { body: `${written}${after ? `\n\n${after}` : '\n'}`, caret: written.length + (after ? 2 : 1) }
}

/** Pictures that are dropped or pasted; words are left to the field. */
export function picturesIn(from: DataTransfer | null): readonly File[] {
  if (!from?.types.includes('Files') || from.types.includes('text/plain')) return []
  return [...from.files].filter(
    ({ type, name }) => /^((image|video)\/|application\/pdf$)/.test(type) || /\.(heic|heif|pdf)$/i.test(name),
  )
}
