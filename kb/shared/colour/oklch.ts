import { type LinearRgb, linearOf } from './contrast.ts'

/** A colour in OKLCH: lightness 0…1, chroma, hue in degrees. */
export interface Oklch {
  l: number
  c: number
  h: number
}

/** Linear sRGB of an OKLCH colour, clipped to the gamut as browsers paint it. Matrices: Björn Ottosson, "A perceptual color space", 2020. */
export function linearRgb({ l, c, h }: Oklch): LinearRgb {
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ]
}

const clip = (value: number) => Math.min(1, Math.max(0, value))

/** OKLCH of `#rrggbb`. */
export function fromHex(hex: string): Oklch {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    return linearOf(Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  })
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  return {
    l: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    c: Math.hypot(a, b),
    h: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360,
  }
}

/** OKLCH of a colour as sites write it, `#rrggbb` or `oklch(l c h)`; null for any other form. */
export function readColour(text: string): Oklch | null {
  const numbers = /^oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)/.exec(text)
  if (numbers) return { l: Number(numbers[1]) / (numbers[2] ? 100 : 1), c: Number(numbers[3]), h: Number(numbers[4]) }
  return /^#[0-9a-f]{6}$/i.test(text) ? fromHex(text) : null
}

/** As `#rrggbb`: what reads no OKLCH, like mail programs, still shows the shop's colour. */
export function hexOf(colour: Oklch): string {
  const channel = (linear: number) => {
    const value = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${linearRgb(colour).map(channel).join('')}`
}
