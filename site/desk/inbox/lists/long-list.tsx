import { useCallback, useEffect, useMemo } from 'preact/hooks'
import { useVirtualRows } from '../../ui/lists/virtual-rows.ts'
import { keyOfLine, type Line, type Listed, LineView } from './list-lines.tsx'

/** As most rows are; each is measured once it is seen. */
const ROW_PX = 68
/** Fetched before the end is seen. */
const ROWS_AHEAD = 20

/** Thousands of rows, of which what can be seen is drawn. */
export function LongList({
  listed,
  lines,
  shown,
}: {
  listed: Listed
  lines: readonly Line[]
  shown: readonly string[]
}) {
  // One and the same function for one list: with another, all rows are measured out anew at each step.
  const keyAt = useCallback((index: number) => keyOfLine(lines[index] as Line), [lines])
  const rows = useVirtualRows(listed.box, lines.length, ROW_PX, keyAt)
  const last = rows.shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= lines.length - ROWS_AHEAD) listed.atEnd?.()
  }, [last, lines.length, listed.atEnd === undefined])
  const open = useMemo(
    () => lines.findIndex((line) => 'row' in line && line.row.id === listed.openId),
    [lines, listed.openId],
  )
  useEffect(() => {
    if (open >= 0) rows.bring(open)
  }, [listed.openId])
  return (
    <ul class="long-list" style={{ height: `${rows.total}px` }}>
      {rows.shown.map(({ index, start }) => {
        const line = lines[index]
        return line ? (
          <li
            key={keyOfLine(line)}
            data-index={index}
            ref={rows.measure}
            style={{ transform: `translateY(${start}px)` }}
            aria-setsize={lines.length}
            aria-posinset={index + 1}
          >
            <LineView line={line} listed={listed} shown={shown} />
          </li>
        ) : null
      })}
    </ul>
  )
}
