import { isWrittenAnew, type Picture, type PictureVersion, PICTURE_WIDTHS, widthsOf } from './picture.ts'

/** Where readers load pictures; people at the desk, who see what is not published yet, load them elsewhere. */
export const PICTURES_AT = '/api/answer-pictures'
export const pictureUrl = ({ key }: Pick<Picture, 'key'>, version: PictureVersion): string =>
  `${PICTURES_AT}/${key}/${version}`

/** As `safeHtml` writes a picture of the library. */
const OWN_IMAGE = /<img src="\/pictures\/([^"<>]+)" alt="([^"<>]*)">/g
/** The column of an answer on the help centre; the panel and a phone are narrower. */
const SIZES = '(max-width: 760px) 100vw, 720px'

/**
 * Puts the library's pictures into what `safeHtml` made: in the sizes and formats there are, with their own size, so that
 * nothing moves when they come. Of one that is not there its description stays.
 */
export const showPictures = (html: string, find: (name: string) => Picture | null): string =>
  html.replace(OWN_IMAGE, (_, name: string, description: string) => {
    const picture = find(name)
    return picture ? markupOf(picture, description) : description
  })

function markupOf(picture: Picture, description: string): string {
  // A document is no picture: readers download it.
  if (picture.kind === 'document') return `<a href="${pictureUrl(picture, 'original')}">${description} (PDF)</a>`
  const size = `width="${picture.width}" height="${picture.height}"`
  if (picture.kind === 'video')
    return `<video src="${pictureUrl(picture, 'original')}" ${size} controls playsinline preload="metadata" aria-label="${description}"></video>`
  const image = (source: string, more = '') =>
    `<img src="${source}"${more} ${size} alt="${description}" loading="lazy" decoding="async">`
  if (!isWrittenAnew(picture)) return image(pictureUrl(picture, 'original'))
  const offered = widthsOf(picture)
  const set = (format: 'avif' | 'webp') =>
    offered.map(({ width, version }) => `${pictureUrl(picture, `${version}.${format}`)} ${width}w`).join(', ')
  const usual = offered.find(({ version }) => version === PICTURE_WIDTHS[1]) ?? offered[0]
  const source = pictureUrl(picture, `${usual?.version ?? PICTURE_WIDTHS[0]}.webp`)
  return `<picture><source type="image/avif" srcset="${set('avif')}" sizes="${SIZES}">${image(
    source,
    ` srcset="${set('webp')}" sizes="${SIZES}"`,
  )}</picture>`
}
