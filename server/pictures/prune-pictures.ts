import { DAY_MS } from '#shared'
import { type Began, type Library, named } from '#kb'
import type { PublicPictures } from './public-pictures.ts'

interface Parts {
  pictures: Pick<PublicPictures, 'prune'>
  people: { faces(): Promise<readonly { photo: string | null }[]> }
  library: Pick<Library, 'find'>
  began: Began
  log: { warn(details: object, text: string): void }
}

/** Removes pictures that neither a person nor a site shows any more. */
export async function prunePictures({ pictures, people, library }: Omit<Parts, 'began' | 'log'>, now: number) {
  const faces = new Set((await people.faces()).map(({ photo }) => photo))
  const sites = JSON.stringify(await library.find.sites())
  return pictures.prune(now, (id) => faces.has(id) || sites.includes(`"${id}"`))
}

/** The same once a day. */
export const prunePicturesDaily = ({ began, log, ...parts }: Parts): NodeJS.Timeout =>
  setInterval(
    () =>
      void named(began, 'pictures nobody names', 0, () => prunePictures(parts, Date.now())).catch((error: unknown) =>
        log.warn({ err: error }, 'unused pictures could not be deleted; will retry'),
      ),
    DAY_MS,
  )
