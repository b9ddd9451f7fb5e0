import { clockTime } from '../dates.ts'
import { pathOf } from './visit-words.ts'

/** Newest first; a page of the shop opens beside the desk. */
export function PagesSeen({ pages }: { pages: readonly { number: number; url: string; title: string; at: string }[] }) {
  return (
    <ol class="pages-seen">
      {pages.map((each) => (
        <li key={each.number}>
          <time dateTime={each.at}>{clockTime(each.at)}</time>
          <a href={each.url} target="_blank" rel="noreferrer">
            {each.title || pathOf(each.url)}
          </a>
          <span class="soft">{pathOf(each.url)}</span>
        </li>
      ))}
    </ol>
  )
}
