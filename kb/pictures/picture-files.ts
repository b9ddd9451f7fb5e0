import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { measurePicture, type MeasuredPicture } from './measure-picture.ts'
import { pictureKey, pictureOf } from './open-pictures.ts'
import { type Picture, PICTURE_NAME } from './picture.ts'
import { CONTENT_ACTOR } from '../actor.ts'
import type { ContentFault } from '../content/content-fault.ts'

/** A name that a picture of an answer may have, inside a longer expression. */
export const PICTURE_FILE = PICTURE_NAME.source.slice(1, -1)
const FOLDER = 'pictures/'
export const ANY_PICTURE = /\.(svg|jpe?g|png|webp|avif|gif|mp4|webm|pdf)$/i

export interface PictureFile {
  path: string
  name: string
  bytes: Uint8Array
}

/** Pictures lie in `pictures/`, or beside the Markdown that shows them: `shown` names those. Each name stands for one picture. */
export function readPictureFiles(
  dir: string,
  shown: ReadonlySet<string>,
): { pictures: PictureFile[]; faults: ContentFault[] } {
  const faults: ContentFault[] = []
  const byName = new Map<string, PictureFile>()
  for (const path of picturePaths(dir)) {
    const name = basename(path)
    if (!path.startsWith(FOLDER) && !shown.has(name)) continue
    const fault = (message: string) => faults.push({ file: path, line: 1, message })
    if (!PICTURE_NAME.test(name)) {
      fault(
        'The name of a picture must be lower-case Latin letters, digits and hyphens, with .svg, .jpg, .png, .webp, .avif, .gif, .mp4, .webm or .pdf at its end.',
      )
      continue
    }
    const bytes = readFileSync(join(dir, path))
    const other = byName.get(name)
    if (other && !bytes.equals(other.bytes)) fault(`There is another picture of this name: ${other.path}.`)
    else if (!other) byName.set(name, { path, name, bytes })
  }
  return { pictures: [...byName.values()], faults }
}

const isPictureFile = (path: string): boolean => ANY_PICTURE.test(path)

/** What else lies in `content/` has pictures of its own: a logo is no picture of an answer. */
const OTHERS = /^sites\/[^/]+$|^(products|catalogue|dictionaries|golden)\/|(^|\/)\./

const picturePaths = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isPictureFile(entry.name))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !OTHERS.test(path))
    .sort((one, other) => Number(other.startsWith(FOLDER)) - Number(one.startsWith(FOLDER)) || (one < other ? -1 : 1))

export interface ReadyPicture {
  picture: Picture
  bytes: Uint8Array
}

const WHY = {
  unreadable: 'This is no picture, video or PDF that can be read.',
  unsafe: 'The drawing must be a plain SVG without scripts, links, styles or images in it.',
  too_large: 'The file is too large: pictures may have 10 MB, PDF 20 MB, videos 50 MB.',
}

/** What `known` – keys of what the library has – lacks, measured; files at fault are left out and named. */
export async function changedPictures(
  files: readonly PictureFile[],
  known: ReadonlySet<string>,
  now: number,
): Promise<{ pictures: ReadyPicture[]; faults: ContentFault[] }> {
  const faults: ContentFault[] = []
  const pictures: ReadyPicture[] = []
  for (const { path, name, bytes } of files) {
    if (known.has(pictureKey(name, bytes))) continue
    const measured: MeasuredPicture | { code: keyof typeof WHY } = await measurePicture(name, bytes)
    if ('code' in measured) faults.push({ file: path, line: 1, message: WHY[measured.code] })
    else pictures.push({ picture: pictureOf({ site: '', name, bytes, measured, actor: CONTENT_ACTOR, now }), bytes })
  }
  return { pictures, faults }
}
