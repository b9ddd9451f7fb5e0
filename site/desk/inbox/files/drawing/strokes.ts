export type Tool = 'arrow' | 'box' | 'free'
export interface Point {
  x: number
  y: number
}
/** One mark, in pixels of the picture. Of an arrow and a frame only its ends count. */
export interface Stroke {
  tool: Tool
  points: readonly Point[]
}

const HEAD_ANGLE = Math.PI / 7
/** Of the longer side of the picture: seen in a small preview too, and no wall before it. */
const LINE = 1 / 160
const HEAD = 6
/** Red is seen on most, white around it on the rest. */
const INK = '#d92c1c'
const AROUND = '#ffffff'

export const lineWidth = (size: { width: number; height: number }): number =>
  Math.max(3, Math.max(size.width, size.height) * LINE)

/** The two ends of an arrow's head. */
export function headOf(from: Point, to: Point, length: number): [Point, Point] {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  const end = (turn: number): Point => ({
    x: to.x - length * Math.cos(angle + turn),
    y: to.y - length * Math.sin(angle + turn),
  })
  return [end(-HEAD_ANGLE), end(HEAD_ANGLE)]
}

/** The lines a mark is drawn as. */
export function linesOf({ tool, points }: Stroke, width: number): Point[][] {
  const [from, to] = [points[0], points.at(-1)]
  if (!from || !to) return []
  if (tool === 'free') return [[...points]]
  if (tool === 'box') return [[from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }, from]]
  const [left, right] = headOf(from, to, width * HEAD)
  return [
    [from, to],
    [left, to, right],
  ]
}

/** Whether it is more than a slip of the hand. */
export function isMark({ points }: Stroke, width: number): boolean {
  const first = points[0]
  return first !== undefined && points.some(({ x, y }) => Math.hypot(x - first.x, y - first.y) > width * 2)
}

export function paint(
  canvas: CanvasRenderingContext2D,
  picture: CanvasImageSource,
  strokes: readonly Stroke[],
  size: { width: number; height: number },
): void {
  const width = lineWidth(size)
  canvas.clearRect(0, 0, size.width, size.height)
  canvas.drawImage(picture, 0, 0, size.width, size.height)
  canvas.lineCap = canvas.lineJoin = 'round'
  for (const stroke of strokes)
    for (const [colour, wide] of [
      [AROUND, width * 1.8],
      [INK, width],
    ] as const) {
      canvas.strokeStyle = colour
      canvas.lineWidth = wide
      canvas.beginPath()
      for (const line of linesOf(stroke, width))
        for (const [at, { x, y }] of line.entries()) at === 0 ? canvas.moveTo(x, y) : canvas.lineTo(x, y)
      canvas.stroke()
    }
}
