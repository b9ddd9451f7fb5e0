import { CARD_SIZE, type PictureVersion } from './picture.ts'

const MOST_PIXELS = 100_000_000
const SECONDS = 20
const PAPER = '#ffffff'

/** A picture in one of the versions it is handed out in: of its pixels alone, nothing that came along with them. */
export async function writeVersion(
  bytes: Uint8Array,
  version: Exclude<PictureVersion, 'original'>,
): Promise<Uint8Array> {
  // Loaded by the first picture: a library without any needs none of it.
  const { default: sharp } = await import('sharp')
  const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).autoOrient()
  if (version === 'card.jpg') {
    const card = picture.resize({ ...CARD_SIZE, fit: 'contain', background: PAPER }).flatten({ background: PAPER })
    return card.jpeg({ quality: 82 }).timeout({ seconds: SECONDS }).toBuffer()
  }
  const sized = picture.resize({ width: Number.parseInt(version, 10), withoutEnlargement: true })
  const written = version.endsWith('.avif') ? sized.avif({ quality: 58, effort: 3 }) : sized.webp({ quality: 80 })
  return written.timeout({ seconds: SECONDS }).toBuffer()
}
