import sharp from 'sharp'
import { MOST_PIXELS, openedStill } from './write-picture.ts'

/** Which square of the upright picture is kept, each between 0 and 1: `side` of the shorter edge, `left` and `top` of width and height. */
export interface Crop {
  left: number
  top: number
  side: number
}

export interface VersionsToWrite {
  path: string
  /** Media type by content. */
  type: string
  /** A `face` is a square without transparency; a `logo` keeps its shape and what shows through. */
  shape: 'face' | 'logo'
  /** Of a face; null: where it is likely to be. */
  crop: Crop | null
  /** Each version lies at this path with its name after it. */
  to: string
}
export interface WrittenVersion {
  name: string
  type: 'image/webp' | 'image/jpeg' | 'image/png'
  width: number
  height: number
}

/** Longest sides in pixels; none is made larger than the picture was. WebP for pages; mail programs know only the older formats. */
const VERSIONS = {
  face: [
    { name: '512.webp', side: 512 },
    { name: '256.webp', side: 256 },
    { name: '96.webp', side: 96 },
    { name: '96.jpg', side: 96 },
  ],
  logo: [
    { name: '640.webp', side: 640 },
    { name: '320.webp', side: 320 },
    { name: '320.png', side: 320 },
  ],
} as const
const LARGEST = 2_048
const WHITE = { background: '#fff' }
const SECONDS = { seconds: 20 }

export type VersionName = (typeof VERSIONS)['face' | 'logo'][number]['name']
export const VERSION_NAMES: readonly VersionName[] = [...VERSIONS.face, ...VERSIONS.logo].map(({ name }) => name)

/** Decodes a picture once and writes it anew in several sizes, of its pixels alone. Throws on what is damaged, too large or not what it says. */
export async function writeVersions({ path, type, shape, crop, to }: VersionsToWrite): Promise<WrittenVersion[]> {
  const upright = await (await openedStill(path, type))
    .resize(LARGEST, LARGEST, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .timeout(SECONDS)
    .png({ compressionLevel: 1 })
    .toBuffer()
  const opened = () => sharp(upright, { limitInputPixels: MOST_PIXELS })
  const { width, height } = await opened().metadata()
  const square = crop && squareOf(crop, width, height)
  const written: WrittenVersion[] = []
  for (const { name, side } of VERSIONS[shape]) {
    const sized =
      shape === 'logo'
        ? opened().resize(side, side, { fit: 'inside', withoutEnlargement: true })
        : square
          ? opened().flatten(WHITE).extract(square).resize(side, side)
          : opened().flatten(WHITE).resize(side, side, { fit: 'cover', position: sharp.strategy.attention })
    const as = name.endsWith('.webp') ? 'image/webp' : name.endsWith('.jpg') ? 'image/jpeg' : 'image/png'
    const out =
      as === 'image/webp'
        ? sized.webp({ quality: 82, alphaQuality: 90 })
        : as === 'image/jpeg'
          ? sized.jpeg({ quality: 84 })
          : sized.png({ compressionLevel: 9 })
    const info = await out.timeout(SECONDS).toFile(`${to}.${name}`)
    written.push({ name, type: as, width: info.width, height: info.height })
  }
  return written
}

/** In whole pixels, inside the picture whatever was asked for. */
function squareOf({ left, top, side }: Crop, width: number, height: number) {
  const edge = Math.min(Math.max(1, Math.round(side * Math.min(width, height))), Math.min(width, height))
  return {
    left: Math.min(Math.round(left * width), width - edge),
    top: Math.min(Math.round(top * height), height - edge),
    width: edge,
    height: edge,
  }
}
