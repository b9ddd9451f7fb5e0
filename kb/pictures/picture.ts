import type { Person } from '../actor.ts'

/** A picture, a video or a document of the library: answers and templates show it by its name. */
export interface Picture {
  /** Of these bytes under this name; other bytes have another key, so what is loaded by key never changes. */
  key: string
  /** Whose library it is in; empty: it came with the files of `content/` and is every site's. */
  site: string
  /** As answers write it, after `/pictures/`. */
  name: string
  /** `document`: a PDF; readers download it, a template sends it along. */
  kind: 'picture' | 'video' | 'document'
  /** Media type of the bytes as they are kept. */
  type: string
  /** Pixels, upright; of a document nought. */
  width: number
  height: number
  /** Bytes as they are kept. */
  size: number
  by: Person
  at: string
}

/** Bytes a picture is handed out in. `original`: drawings, moving pictures, videos and documents, which are not written anew. */
export const PICTURE_WIDTHS = [480, 960, 1600] as const
const FORMATS = ['avif', 'webp'] as const
export const PICTURE_VERSIONS = [
  'original',
  ...PICTURE_WIDTHS.flatMap((width) => FORMATS.map((format) => `${width}.${format}` as const)),
  'card.jpg',
] as const
export type PictureVersion = (typeof PICTURE_VERSIONS)[number]
/** What goes with a shared link. */
export const CARD_SIZE = { width: 1200, height: 630 } as const

/** Drawings are sharp at any size, moving ones would stand still: both go out as they are. */
const AS_IT_IS = new Set(['image/svg+xml', 'image/gif'])
export const isWrittenAnew = ({ kind, type }: Pick<Picture, 'kind' | 'type'>): boolean =>
  kind === 'picture' && !AS_IT_IS.has(type)

/** Widths a picture is offered in: none is made larger than it is. */
export function widthsOf({
  width,
}: Pick<Picture, 'width'>): { width: number; version: (typeof PICTURE_WIDTHS)[number] }[] {
  const offered = PICTURE_WIDTHS.filter((_, at) => at === 0 || (PICTURE_WIDTHS[at - 1] ?? 0) < width)
  return offered.map((version) => ({ version, width: Math.min(version, width) }))
}

const ENDINGS: Record<string, string> = {
  svg: 'image/svg+xml',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  mp4: 'video/mp4',
  webm: 'video/webm',
  pdf: 'application/pdf',
}
const NAME = String.raw`[a-z0-9][a-z0-9._-]{0,90}\.(?:${Object.keys(ENDINGS).join('|')})`
export const PICTURE_NAME = new RegExp(`^${NAME}$`)
const OWN = new RegExp(`^/pictures/(${NAME})$`)
const MENTIONED = new RegExp(`/pictures/(${NAME})`, 'g')

/** Name of the library's own picture that an address in an answer means, or null: it is of another place. */
export const ownPicture = (address: string): string | null => OWN.exec(address.trim())?.[1] ?? null
export const pictureAddress = (name: string): string => `/pictures/${name}`
/** Names of the pictures a body shows, each once. */
export const picturesIn = (body: string): string[] =>
  body.includes('/pictures/') ? [...new Set([...body.matchAll(MENTIONED)].map(([, name]) => name ?? ''))] : []

export const typeOfName = (name: string): string => ENDINGS[name.slice(name.lastIndexOf('.') + 1)] ?? ''
export const endingOf = (type: string): string =>
  Object.entries(ENDINGS).find(([, known]) => known === type)?.[0] ?? 'bin'
