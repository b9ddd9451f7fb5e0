import { type Picture, typeOfName } from './picture.ts'
import { measureVideo } from './measure-video.ts'
import { unsafeSvg } from './unsafe-svg.ts'

export interface MeasuredPicture {
  kind: Picture['kind']
  type: string
  width: number
  height: number
}
/** `unsafe`: a drawing that could run, load or link something. */
export type NotMeasured = { code: 'unreadable' | 'unsafe' | 'too_large' }

export const LARGEST_PICTURE_BYTES = 10 * 1024 * 1024
export const LARGEST_DOCUMENT_BYTES = 20 * 1024 * 1024
export const LARGEST_VIDEO_BYTES = 50 * 1024 * 1024
const MOST_PIXELS = 100_000_000
const SHARP_NAMES: Record<string, string> = { 'image/avif': 'heif' }
/** Of a video that does not say: the shape most have. */
const USUAL_VIDEO = { width: 1280, height: 720 }

/** What the bytes under this name are and how large they are shown, or why they are nothing an answer can show. */
export async function measurePicture(name: string, bytes: Uint8Array): Promise<MeasuredPicture | NotMeasured> {
  const type = typeOfName(name)
  const kind = kindOfType(type)
  if (bytes.length > largestOf(name)) return { code: 'too_large' }
  if (kind === 'document') return isPdf(bytes) ? { kind, type, width: 0, height: 0 } : { code: 'unreadable' }
  if (kind === 'video') {
    const measured = measureVideo(bytes)
    return measured ? { kind, type, ...(measured === 'unknown' ? USUAL_VIDEO : measured) } : { code: 'unreadable' }
  }
  if (type === 'image/svg+xml') return measureDrawing(new TextDecoder().decode(bytes))
  try {
    const { default: sharp } = await import('sharp')
    const found = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).metadata()
    const { width, height } = found.autoOrient
    if (found.format !== (SHARP_NAMES[type] ?? type.slice('image/'.length))) return { code: 'unreadable' }
    return { kind, type, width, height }
  } catch {
    return { code: 'unreadable' }
  }
}

const PDF = Buffer.from('%PDF-')
const PDF_HEAD_BYTES = 1024
const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, PDF_HEAD_BYTES)).includes(PDF)

const kindOfType = (type: string): Picture['kind'] =>
  type.startsWith('video/') ? 'video' : type === 'application/pdf' ? 'document' : 'picture'
const LARGEST = { picture: LARGEST_PICTURE_BYTES, video: LARGEST_VIDEO_BYTES, document: LARGEST_DOCUMENT_BYTES }
export const largestOf = (name: string): number => LARGEST[kindOfType(typeOfName(name))]

function measureDrawing(svg: string): MeasuredPicture | NotMeasured {
  if (unsafeSvg(svg)) return { code: 'unsafe' }
  const head = /<svg\b[^>]*>/i.exec(svg)?.[0] ?? ''
  const box = /\bviewBox="[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)"/.exec(head)
  const own = (side: 'width' | 'height') => Number(new RegExp(`\\s${side}="([\\d.]+)(?:px)?"`).exec(head)?.[1] ?? 0)
  const [width, height] = [
    Math.round(own('width') || Number(box?.[1] ?? 0)),
    Math.round(own('height') || Number(box?.[2] ?? 0)),
  ]
  return width > 0 && height > 0 ? { kind: 'picture', type: 'image/svg+xml', width, height } : { code: 'unreadable' }
}
