import type { LetterParts } from './letter-parts.ts'

/** The letter for programs that show text. */
export function letterText({
  greeting,
  said,
  lines,
  signature,
  open,
  howToReply,
  question,
  foot,
}: LetterParts): string {
  const blocks = [
    greeting,
    ...said.map(({ author, messages }) => [`${author}:`, ...messages.map((one) => one.text)].join('\n\n')),
    ...lines,
    signature,
    said.length > 0 || open ? '—' : null,
    open && `${open.label}: ${open.url}\n${open.note}`,
    howToReply,
    question && `${question.label}\n${quoted(question.text)}`,
    [foot.text, foot.stop && `${foot.stop.label}: ${foot.stop.url}`].filter(Boolean).join('\n'),
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}

const quoted = (text: string) =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
