import type { DiffPart } from '../shapes.ts'

/** What was taken out and what was put in, readable in black and white too: struck through, or underlined. */
export function Difference({ parts, lang }: { parts: readonly DiffPart[]; lang?: string }) {
  return (
    <div class="difference" lang={lang}>
      {parts.map((part, index) =>
        part.kind === 'same' ? (
          part.text
        ) : part.kind === 'added' ? (
          <ins key={index}>{part.text}</ins>
        ) : (
          <del key={index}>{part.text}</del>
        ),
      )}
    </div>
  )
}
