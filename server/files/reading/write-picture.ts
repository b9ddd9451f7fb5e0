import { readFile, stat } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'

/** Larger than any phone takes by itself; more is a bomb, and is refused by its head before anything is unpacked. */
export const MOST_PIXELS = 100_000_000
/** Nobody looks at more, and everybody would load it. */
const LONGEST_SIDE = 5_000
const THUMB_SIDE = 480
const SECONDS = 20
const JPEG = { quality: 86, progressive: true } as const
const CHANNELS = 4

export interface PictureToWrite {
  path: string
  /** Media type by content. */
  type: string
  /** Where the picture and its small one go. */
  to: string
  thumbTo: string
}
export interface WrittenPicture {
  type: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp'
  size: number
  width: number
  height: number
  thumb: { size: number; width: number; height: number }
}

const FORMATS: Record<string, string> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'heif',
  'image/tiff': 'tiff',
}

/**
 * Decodes a picture and writes it anew: upright, in sRGB, of its pixels alone, so that place, camera and whatever else came
 * along stay behind. Throws on what is damaged, too large or not what it says.
 */
export async function writePicture({ path, type, to, thumbTo }: PictureToWrite): Promise<WrittenPicture> {
  const opened = await (/hei[cf]/.test(type) ? openedHeic(path) : openedBySharp(path, type))
  const { picture, alpha, moving } = opened
  const sized = picture.autoOrient().resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
  const written: WrittenPicture['type'] = moving ?? (alpha || type === 'image/png' ? 'image/png' : 'image/jpeg')
  const out = await inFormat(sized, written).timeout({ seconds: SECONDS }).toFile(to)
  const thumb = await sharp(to, { limitInputPixels: MOST_PIXELS })
    .resize(THUMB_SIDE, THUMB_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 76 })
    .timeout({ seconds: SECONDS })
    .toFile(thumbTo)
  return {
    type: written,
    size: (await stat(to)).size,
    width: out.width,
    // Of a moving picture all its pages stand below each other.
    height: out.pageHeight ?? out.height,
    thumb: { size: thumb.size, width: thumb.width, height: thumb.height },
  }
}

const inFormat = (picture: Sharp, type: WrittenPicture['type']): Sharp =>
  type === 'image/jpeg'
    ? picture.jpeg(JPEG)
    : type === 'image/png'
      ? picture.png({ compressionLevel: 8 })
      : type === 'image/gif'
        ? picture.gif()
        : picture.webp({ quality: 84 })

/** The picture as its pixels stand, upright; of a moving one the first. */
export const openedStill = async (path: string, type: string): Promise<Sharp> =>
  (await (/hei[cf]/.test(type) ? openedHeic(path) : openedBySharp(path, type, true))).picture.autoOrient()

interface Opened {
  picture: Sharp
  alpha: boolean
  moving: 'image/gif' | 'image/webp' | null
}

async function openedBySharp(path: string, type: string, still = false): Promise<Opened> {
  const animated = !still && (type === 'image/gif' || type === 'image/webp')
  const picture = sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated })
  const { format, hasAlpha = false, pages = 1, width, height } = await picture.metadata()
  if (format !== FORMATS[type]) throw new Error(`${type} that opens as ${format}`)
  if (width * height > MOST_PIXELS) throw new Error('too many pixels')
  const moving = pages > 1 && animated ? (type as 'image/gif' | 'image/webp') : null
  // Many write a channel of transparency and then leave it full.
  const alpha = hasAlpha && type !== 'image/png' && !(await picture.clone().stats()).isOpaque
  return { picture, alpha, moving }
}

/** Phones' own format; the builds of sharp leave its decoder out, so it is decoded by libheif in WebAssembly, upright already. */
async function openedHeic(path: string): Promise<Opened> {
  const { default: heif } = await import('libheif-js/wasm-bundle.js')
  const decoder = new heif.HeifDecoder()
  const images = decoder.decode(await readFile(path))
  const [image] = images
  if (!image) throw new Error('no picture in it')
  const [width, height] = [image.get_width(), image.get_height()]
  if (width * height > MOST_PIXELS) throw new Error('too many pixels')
  const data = new Uint8ClampedArray(width * height * CHANNELS)
  await new Promise<void>((resolve, reject) =>
    image.display({ data, width, height }, (shown) => (shown ? resolve() : reject(new Error('not decoded')))),
  )
  for (const one of images) one.free()
  const raw = sharp(data, { raw: { width, height, channels: CHANNELS }, limitInputPixels: MOST_PIXELS })
  return { picture: raw.removeAlpha(), alpha: false, moving: null }
}
