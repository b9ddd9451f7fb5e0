import { useLater } from '../../ui/later.tsx'
import { keyOfLine, type Listed, LineView, linesOf } from './list-lines.tsx'

/** What an ordinary day shows is drawn whole; of more only what can be seen. */
const MANY = 50

/** The rows of a list. */
export function ListRows(listed: Listed) {
  const lines = linesOf(listed)
  const shown = listed.shown.map(({ id }) => id)
  const Long = useLater(lines.length > MANY, () => import('./long-list.tsx').then((it) => it.LongList))
  if (Long) return <Long listed={listed} lines={lines} shown={shown} />
  return (
    <ul>
      {lines.slice(0, MANY).map((line) => (
        <li key={keyOfLine(line)}>
          <LineView line={line} listed={listed} shown={shown} />
        </li>
      ))}
    </ul>
  )
}
