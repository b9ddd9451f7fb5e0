import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import { type People, personOn, type SignedIn } from '../../auth/people.ts'
import type { PublicPictures } from '../../pictures/public-pictures.ts'
import type { Live } from '../../realtime/live.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router } from '../route.ts'
import { itemsOf, SiteParam } from '../schemas/common.ts'
import { FaceBody, FaceRecordAnswer } from '../schemas/faces.ts'

interface Parts {
  library: Pick<Library, 'find'>
  live: Pick<Live, 'faces' | 'setFace'>
  people: Pick<People, 'find' | 'list'>
  pictures: Pick<PublicPictures, 'has'>
  /** Pages that say who answers are drawn anew. */
  facesChanged(): void
}

/** In an address; a record has no site then. */
const USUAL = 'everywhere'
const siteIn = (where: string) => (where === USUAL ? '' : where)
const OwnParams = z.object({ site: SiteParam.describe('A site, or `everywhere` for where nothing else is said') })
const Params = z.object({ id: z.string().min(1).max(64), ...OwnParams.shape })

/** How people are presented: photograph, name in each language, what they do; and for single sites something of their own. */
export function faceRoutes({ library, live, people, pictures, facesChanged }: Parts) {
  const app = router()
  const change = async (by: SignedIn, personId: string, where: string, face: z.output<typeof FaceBody>) => {
    if (where !== USUAL) found(personOn(by, where) && (await library.find.site(where)))
    if (face.photo !== null && !(await pictures.has(face.photo, 'face'))) throw new Refusal('picture_gone')
    const record = { ...face, personId, site: siteIn(where) }
    await live.setFace(record)
    facesChanged()
    return record
  }
  route(app, {
    method: 'get',
    path: '/desk/faces',
    summary: 'How everybody at the desk is presented',
    who: 'operator',
    answer: itemsOf(FaceRecordAnswer),
    handle: async (_, { person, site }) => {
      const here = new Set((await people.list(site)).map(({ id }) => id))
      const all = await live.faces()
      return { items: all.filter((one) => here.has(one.personId) && (one.site === '' || personOn(person, one.site))) }
    },
  })
  route(app, {
    method: 'put',
    path: '/desk/me/faces/{site}',
    summary: 'How visitors see me; what is left out here is as everywhere',
    who: 'operator',
    params: OwnParams,
    body: FaceBody,
    answer: FaceRecordAnswer,
    handle: async ({ params, body }, { person, c }) => {
      const face = await change(person, person.id, params.site, body)
      await c.get('audit')('face_changed', { object: person.id, detail: { site: face.site } })
      return face
    },
  })
  route(app, {
    method: 'put',
    path: '/desk/people/{id}/faces/{site}',
    summary: 'How visitors see somebody',
    who: 'admin',
    params: Params,
    body: FaceBody,
    answer: FaceRecordAnswer,
    audit: 'face_changed',
    audited: ({ params }) => ({ detail: { site: siteIn(params.site) } }),
    handle: async ({ params, body }, { person }) =>
      change(person, found(await people.find(params.id)).id, params.site, body),
  })
  return app
}
