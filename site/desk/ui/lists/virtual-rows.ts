import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core'
import type { RefObject } from 'preact'
import { useLayoutEffect, useReducer, useState } from 'preact/hooks'

/**
 * Draws of a long list what can be seen. Rows are `height` pixels, or about that where they are measured (`measure` is
 * the `ref` of each, beside its `data-index`); `box` scrolls.
 */
export function useVirtualRows(
  box: RefObject<HTMLElement>,
  count: number,
  height: number,
  keyOf?: (index: number) => string,
) {
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
    ...(keyOf ? { getItemKey: keyOf } : {}),
  }
  const [rows] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options))
  rows.setOptions(options)
  useLayoutEffect(() => rows._didMount(), [])
  useLayoutEffect(() => rows._willUpdate())
  return {
    total: rows.getTotalSize(),
    shown: rows.getVirtualItems().map(({ index, start }) => ({ index, start })),
    bring: (index: number) => rows.scrollToIndex(index),
    measure: rows.measureElement,
  }
}
