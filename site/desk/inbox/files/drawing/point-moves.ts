import type { Point } from './strokes.ts'

interface Size {
  width: number
  height: number
}

/** Of the longer side: across in forty strokes of a key, or exactly. */
const STEP = 1 / 40
const FINE_STEP = 1 / 400
const WAYS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

export const middleOf = ({ width, height }: Size): Point => ({ x: width / 2, y: height / 2 })

/** Where a key moves the point on a picture, never off it; null: another key. */
export function movedPoint(from: Point, { key, isFine }: { key: string; isFine: boolean }, size: Size): Point | null {
  const way = WAYS[key]
  if (!way) return null
  const step = Math.max(size.width, size.height) * (isFine ? FINE_STEP : STEP)
  const within = (value: number, most: number) => Math.min(most, Math.max(0, value))
  return { x: within(from.x + way.x * step, size.width), y: within(from.y + way.y * step, size.height) }
}

/** How far from the left and the top, of a hundred. */
export const placeOf = ({ x, y }: Point, { width, height }: Size): { left: number; top: number } => ({
  left: Math.round((x / width) * 100),
  top: Math.round((y / height) * 100),
})
