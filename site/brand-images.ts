import type { Site } from '#kb'
import { contrast, firstSign, hexOf, linearRgb, readColour } from '#shared'

const escaped = (text: string) => text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`)

/** As systems read a colour that know no `oklch()`. */
export function plainColour(colour: string): string {
  const read = readColour(colour)
  return read ? hexOf(read) : colour
}

const WHITE = [1, 1, 1] as const
const INK = '#14201a'

/** White, or the dark ink where that reads better. */
function inkOn(colour: string): string {
  const [ground, dark] = [readColour(colour), readColour(INK)]
  if (!ground || !dark) return '#fff'
  const light = linearRgb(ground)
  return contrast(linearRgb(dark), light) > contrast(WHITE, light) ? INK : '#fff'
}

/** The shop's first letter on its colour, in both themes of the browser's tab strip. */
export function faviconSvg({ brand, name, defaultLocale }: Pick<Site, 'brand' | 'name' | 'defaultLocale'>): string {
  const letter = escaped(firstSign(name[defaultLocale]))
  const radius = Math.min(16, Math.max(2, brand.radius))
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
    `<style>rect{fill:${escaped(brand.color)}}text{fill:${inkOn(brand.color)}}@media(prefers-color-scheme:dark){rect{fill:${escaped(brand.colorDark)}}text{fill:${inkOn(brand.colorDark)}}}</style>`,
    `<rect width="32" height="32" rx="${radius}"/>`,
    `<text x="16" y="22.5" text-anchor="middle" font-family="system-ui,Arial,sans-serif" font-size="19" font-weight="700">${letter}</text></svg>`,
  ].join('')
}

/** The logo with `currentColor` as the shop's colour: an image does not inherit the colour of the page around it. */
export function brandedLogo({ brand }: Pick<Site, 'brand'>): string | null {
  const opening = brand.logo?.match(/<svg[^>]*>/i)?.[0]
  if (!brand.logo || !opening) return null
  const colours = `<style>svg{color:${escaped(brand.color)}}@media(prefers-color-scheme:dark){svg{color:${escaped(brand.colorDark)}}}</style>`
  return brand.logo.replace(opening, () => opening + colours)
}
