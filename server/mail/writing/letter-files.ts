import type { Letter, LetterFile } from '../../chat/moves/letters/outbox.ts'

/** Of all files in one letter: base64 makes a third more of it, and large mail hosts take 25 MB. */
export const MOST_ATTACHED_BYTES = 15_000_000

/** Which files go along, in their order, as long as there is room; the others are named, and stand in the conversation. */
export function filesIn(answers: Letter['answers']): { attached: LetterFile[]; left: LetterFile[] } {
  const attached: LetterFile[] = []
  const left: LetterFile[] = []
  let room = MOST_ATTACHED_BYTES
  for (const file of answers.flatMap(({ files = [] }) => files)) {
    if (file.size > room) left.push(file)
    else {
      attached.push(file)
      room -= file.size
    }
  }
  return { attached, left }
}
