import type { JSX } from 'preact'

const LINK = /https?:\/\/[^\s<>"'«»]+[^\s<>"'«».,;:!?)\]]/g

/** Text as text: line breaks kept, web addresses made into links, nothing else is ever interpreted. */
export function PlainText({ text }: { text: string }) {
  const parts: (string | JSX.Element)[] = []
  let at = 0
  for (const found of text.matchAll(LINK)) {
    if (found.index > at) parts.push(text.slice(at, found.index))
    parts.push(
      <a href={found[0]} target="_blank" rel="noopener noreferrer nofollow ugc" key={found.index}>
        {found[0]}
      </a>,
    )
    at = found.index + found[0].length
  }
  parts.push(text.slice(at))
  return <div class="said">{parts}</div>
}
