import { isTextKey, t } from '../../texts.ts'

const PLACEHOLDER = /\{\{\s*([\w.]+)\s*(?:\|[^{}]*)?\}\}/g

/** A template as it was written, its placeholders as signs one can read: "My name is [your name]". */
export function TemplateText({ text }: { text: string }) {
  const parts: preact.ComponentChild[] = []
  let from = 0
  for (const found of text.matchAll(PLACEHOLDER)) {
    const key = `placeholder.${found[1]}`
    parts.push(
      text.slice(from, found.index),
      <span class="placeholder" key={found.index}>
        {isTextKey(key) ? t(key) : found[1]}
      </span>,
    )
    from = found.index + found[0].length
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  )
}
