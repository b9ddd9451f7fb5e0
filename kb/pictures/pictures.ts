import type { Actor } from '../actor.ts'
import type { AnswerId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Picture, PictureVersion } from './picture.ts'

/** The pictures, videos and documents of the library: taken in, found again, handed out. */
export interface Pictures {
  /** Newest first: a site's own and those that came with the files. */
  list(site: string): PictureOnDesk[]
  /** Takes a picture under a name of its own; the same bytes under the same name are the same picture. */
  add(
    picture: { site: string; name: string; bytes: Uint8Array },
    actor: Actor,
    now: number,
  ): Promise<Result<Picture, PictureRefused>>
  /** Only one that no answer shows. Leads remove any, others their own. */
  remove(
    site: string,
    key: string,
    actor: Actor,
  ): Promise<Result<Picture, { code: 'not_found' | 'not_allowed' | 'picture_used' }>>
  /** Bytes of one version; null: there is no such picture, or – for a reader – no published answer shows it. */
  open(key: string, version: PictureVersion, reader: { desk: boolean }): Promise<OpenedPicture | null | 'busy'>
}

export interface PictureOnDesk extends Picture {
  /** Published answers and templates that show it. */
  shownIn: { id: AnswerId; question: string }[]
}

export type PictureRefused =
  | { code: 'picture_unreadable' }
  /** A drawing that could run, load or link something. */
  | { code: 'picture_unsafe' }
  | { code: 'picture_too_large'; mb: number }

export interface OpenedPicture {
  name: string
  type: string
  size: number
  /** First and last byte; the whole where none are named. */
  read(range?: { start: number; end: number }): AsyncIterable<Uint8Array>
}

/** One picture as an answer shows it, for whoever reads about the page: a search engine, a card of a link. */
export interface ShownPicture {
  description: string
  /** Paths on the help centre. */
  url: string
  card: string
  width: number
  height: number
  kind: Exclude<Picture['kind'], 'document'>
}
