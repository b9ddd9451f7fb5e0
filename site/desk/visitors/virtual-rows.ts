import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core'
import type { RefObject } from 'preact'
import { useLayoutEffect, useReducer, useState } from 'preact/hooks'

/** Draws of a long list what can be seen. Rows are `height` pixels; `box` scrolls. */
export function useVirtualRows(box: RefObject<HTMLElement>, count: number, height: number) {
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  const options = {
    count,
    estimateSize: () => height,
    getScrollElement: () => box.current,
    observeElementOffset,
    observeElementRect,
    scrollToFn: elementScroll,
    overscan: 8,
    onChange: () => redraw(undefined),
  }
  const [rows] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options))
  rows.setOptions(options)
  useLayoutEffect(() => rows._didMount(), [])
  useLayoutEffect(() => rows._willUpdate())
  return {
    total: rows.getTotalSize(),
    shown: rows.getVirtualItems().map(({ index, start }) => ({ index, start })),
    bring: (index: number) => rows.scrollToIndex(index),
  }
}
