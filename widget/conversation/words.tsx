import { type Inline, messageBlocks } from '#shared'
import { Fragment } from 'preact'

/** A message as text: addresses and numbers become links, an operator's (`rich`) also lists and code. Nothing becomes HTML. */
export function Words({ text, rich = false }: { text: string; rich?: boolean }) {
  return (
    <>
      {messageBlocks(text, rich).map((block, at) => {
        if (block.kind === 'text') return <Fragment key={at}>{block.inlines.map(Part)}</Fragment>
        if (block.kind === 'code') return <pre key={at}>{block.text}</pre>
        const items = block.items.map((item, number) => <li key={number}>{item.map(Part)}</li>)
        return block.from === null ? (
          <ul key={at}>{items}</ul>
        ) : (
          <ol key={at} start={block.from}>
            {items}
          </ol>
        )
      })}
    </>
  )
}

function Part(part: Inline) {
  if (part.kind === 'text') return part.text
  if (part.kind === 'strong') return <strong>{part.text}</strong>
  if (part.kind === 'code') return <code>{part.text}</code>
  // A link that calls or writes opens no window.
  return part.href.startsWith('http') ? (
    <a href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {part.text}
    </a>
  ) : (
    <a href={part.href}>{part.text}</a>
  )
}
