import { cutText } from '#shared'
/** The first words of a text, cut between words and never longer than `limit` characters. */
export function beginning(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  // A text that announces a list goes on below, not here.
  if (line.length <= limit) return line.replace(/:$/, '…')
  const cut = cutText(line, limit)
  const end = cut.lastIndexOf(' ')
  return `${cut.slice(0, end > limit / 2 ? end : limit - 1).replace(/[\s,;:.–—-]+$/u, '')}…`
}

/** The opening paragraph of a prose: an answer says the main thing first, and lists read badly in one line. */
export const openingParagraph = (prose: string): string => prose.split('\n', 1)[0] ?? ''
