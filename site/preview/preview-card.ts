import type { Site } from '#kb'
import { linearRgb, type Oklch, readColour } from '#shared'
import { setLine, type TextLine, wrapText } from './set-text.ts'

export const CARD = { width: 1200, height: 630 }
const MARGIN = 88
const MOST_LINES = 4
/** As in `tokens.css`: white reads on every shop's colour held below this lightness. */
const MOST_LIGHTNESS = 0.475
const MOST_CHROMA = 0.2
const HOUSE: Oklch = { l: 0.47, c: 0.1, h: 158 }

interface Card {
  site: Pick<Site, 'brand'>
  /** The question, or what the page is. */
  title: string
  /** Below it: the subject, the kind of product. */
  about: string
  /** Beside the logo. */
  shop: string
}

/** What a link to a page looks like in a messenger: the shop's colour, its mark and the question. SVG of outlines alone. */
export function previewCard({ site, title, about, shop }: Card): string {
  const size = title.length > 70 ? 56 : 68
  const lines = wrapText(title, fits(size), MOST_LINES)
  const leading = size * 1.25
  const first = 330 - ((lines.length - 1) * leading) / 2 + size * 0.35
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}" viewBox="0 0 ${CARD.width} ${CARD.height}">`,
    `<rect width="${CARD.width}" height="${CARD.height}" fill="${hex(held(site.brand.color))}"/>`,
    logo(site.brand.logo),
    line(setLine(shop), site.brand.logo ? MARGIN + 84 : MARGIN, 122, 36, 0.03),
    ...lines.map((one, at) => line(one, MARGIN, first + at * leading, size, 0.035)),
    ...wrapText(about, fits(32), 1).map((one) => line(one, MARGIN, CARD.height - 78, 32, 0)),
    '</svg>',
  ].join('')
}

/** What a line of this size may be wide, in font units. */
const fits = (size: number): number => ((CARD.width - 2 * MARGIN) / size) * 1000

/** `weight`: a stroke of the same colour, in em; the file's default instance is the regular one. */
function line({ glyphs }: TextLine, x: number, y: number, size: number, weight: number): string {
  const scale = size / 1000
  const paths = glyphs.map(({ d, at }) => `<path d="${d}" transform="translate(${at} 0)"/>`).join('')
  return `<g transform="translate(${x} ${y}) scale(${scale} ${-scale})" fill="#fff" stroke="#fff" stroke-width="${weight * 1000}" stroke-linejoin="round">${paths}</g>`
}

/** The shop's SVG was checked at import; its own size gives way to ours. */
function logo(svg: string | null): string {
  const opening = svg?.match(/<svg[^>]*>/i)?.[0]
  if (!svg || !opening) return ''
  const sized = opening
    .replace(/\s(width|height|x|y)=("[^"]*"|'[^']*')/gi, '')
    .replace('<svg', `<svg x="${MARGIN}" y="78" width="60" height="60" color="#fff"`)
  return svg.slice(svg.indexOf(opening)).replace(opening, () => sized)
}

function held(colour: string): Oklch {
  const { l, c, h } = readColour(colour) ?? HOUSE
  return { l: Math.min(l, MOST_LIGHTNESS), c: Math.min(c, MOST_CHROMA), h }
}

const hex = (colour: Oklch): string =>
  `#${linearRgb(colour)
    .map((value) => Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)))
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`
