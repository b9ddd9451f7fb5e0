import { type Inline, messageBlocks } from '#shared'
import { Fragment } from 'preact'

/**
 * A message as the visitor's panel draws it too: addresses and numbers become links, an operator's (`rich`) also lists
 * and code. Nothing is ever interpreted as HTML.
 */
export function PlainText({ text, rich = false }: { text: string; rich?: boolean }) {
  return (
    <div class="said">
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
    </div>
  )
}

function Part(part: Inline) {
  if (part.kind === 'text') return part.text
  if (part.kind === 'strong') return <strong>{part.text}</strong>
  if (part.kind === 'code') return <code>{part.text}</code>
  return (
    <a href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {part.text}
    </a>
  )
}
