/** sRGB, each channel 0…255. */
export type Rgb = [red: number, green: number, blue: number]

/** What the browser really paints for a CSS colour, null when it does not know the colour. */
export function painted(color: string): Rgb | null {
  if (!CSS.supports('color', color)) return null
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  if (!context) return null
  context.fillStyle = color
  context.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data
  return [r, g, b]
}

export const hex = (rgb: readonly number[]): string =>
  `#${rgb.map((each) => each.toString(16).padStart(2, '0')).join('')}`
