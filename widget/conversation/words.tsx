import type { ComponentChildren } from 'preact'

/** An address, or in an operator's words a named link or something strong. Linear: no part can match two ways. */
const PLAIN = /\bhttps?:\/\/[^\s<>"]{1,2000}/g
const RICH =
  /\[([^[\]\n]{1,300})\]\((https?:\/\/[^\s()<>]{1,2000})\)|\*\*([^*\n]{1,500})\*\*|\bhttps?:\/\/[^\s<>"]{1,2000}/g
/** Ends a sentence, not an address. */
const TRAILING = /[.,;:!?)\]}»”'…]$/

/** A message as text: addresses become links, nothing becomes HTML. */
export function Words({ text, rich = false }: { text: string; rich?: boolean }) {
  const shown: ComponentChildren[] = []
  let from = 0
  for (const found of text.matchAll(rich ? RICH : PLAIN)) {
    const [whole, name, address, strong] = found
    shown.push(text.slice(from, found.index))
    from = found.index + whole.length
    if (strong) shown.push(<strong>{strong}</strong>)
    else if (name && address) shown.push(<Link address={address} name={name} />)
    else {
      let end = whole.length
      while (TRAILING.test(whole.slice(0, end))) end--
      shown.push(<Link address={whole.slice(0, end)} name={whole.slice(0, end)} />, whole.slice(end))
    }
  }
  shown.push(text.slice(from))
  return <>{shown}</>
}

const Link = ({ address, name }: { address: string; name: string }) => (
  <a href={address} target="_blank" rel="noopener noreferrer nofollow ugc">
    {name}
  </a>
)
