/** Red, green, blue, each 0…255. */
export type Rgb = readonly [number, number, number]

/** WCAG 2.2, 1.4.3: text on its background. */
export const AA_TEXT = 4.5

/** Reads `#rgb` and `#rrggbb`; anything else is null. */
export function readColor(text: unknown): Rgb | null {
  const hex = /^#(?:[\da-f]{3}){1,2}$/i.test(String(text)) ? String(text).slice(1) : ''
  const width = hex.length / 3
  const channel = (at: number) => Number.parseInt(hex.slice(at * width, (at + 1) * width).repeat(3 - width), 16)
  return width ? [channel(0), channel(1), channel(2)] : null
}

/** Relative luminance, 0…1 (WCAG 2.2, definition of the same name). */
export function luminance(color: Rgb): number {
  const linear = (channel: number) => (channel <= 10 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2])
}

/** Black or white, whichever reads better on a colour; the better one is never below 4.58. */
export const inkOn = (color: Rgb) => (luminance(color) > 0.179 ? '#000' : '#fff')

/** Contrast ratio, 1…21 (WCAG 2.2). */
export function contrast(one: Rgb, other: Rgb): number {
  const ratio = (luminance(one) + 0.05) / (luminance(other) + 0.05)
  return Math.max(ratio, 1 / ratio)
}

/** Moves a colour towards black (or white, on a dark ground) in steps of 4 % until it holds `ratio` against `ground`. */
export function holdContrast(color: Rgb, ground: Rgb, ratio = AA_TEXT): Rgb {
  const end = luminance(ground) > 0.179 ? 0 : 255
  let held = color
  for (let step = 1; step <= 25 && contrast(held, ground) < ratio; step++) {
    held = color.map((channel) => Math.round(channel + (end - channel) * step * 0.04)) as unknown as Rgb
  }
  return held
}

export const cssColor = (color: Rgb) => `rgb(${color.join(' ')})`
