import type { MessageFile } from '#protocol'

const MOST_PX = 240
const LEAST_PX = 64

/** The room a picture takes in the log, as a style, known before its bytes are there: nothing shifts when it comes. */
export function roomOf({ thumb }: Pick<MessageFile, 'thumb'>): string | undefined {
  if (!thumb) return undefined
  const { width, height } = thumb
  const scale = Math.min(1, MOST_PX / width, MOST_PX / height)
  const wide = Math.max(LEAST_PX, Math.round(width * scale))
  const high = Math.max(LEAST_PX, Math.round(height * scale))
  return `width:${wide}px;aspect-ratio:${wide}/${high}`
}
