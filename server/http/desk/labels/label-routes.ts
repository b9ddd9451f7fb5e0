import { z } from '@hono/zod-openapi'
import type { Labels } from '../../../realtime/live.ts'
import { answeredOf, route, router } from '../../route.ts'
import { IdParam, itemsOf } from '../../schemas/common.ts'
import {
  LabelAnswer,
  LabelBody,
  LabelCountAnswer,
  LabelMadeAnswer,
  LabelsBody,
  LabelsSetAnswer,
  NewLabelBody,
} from '../../schemas/labels/labels.ts'

/** Words of a site's own on its conversations. Who may set which is decided where it is set, with the conversation. */
export function labelRoutes({ live }: { live: Labels }) {
  const app = router()
  const params = z.object({ id: IdParam })
  route(app, {
    method: 'get',
    path: '/desk/labels',
    summary: 'Labels of the sites one is a member of, by name',
    who: 'operator',
    answer: itemsOf(LabelAnswer),
    handle: async (_, { person }) => ({ items: await live.labels(person) }),
  })
  route(app, {
    method: 'get',
    path: '/desk/label-counts',
    summary: 'How many conversations have each label; one that none has is left out',
    who: 'operator',
    answer: itemsOf(LabelCountAnswer),
    handle: async (_, { site }) => ({ items: await live.labelCounts(site) }),
  })
  route(app, {
    method: 'post',
    path: '/desk/labels',
    summary: 'A new label of this site',
    who: 'lead',
    body: NewLabelBody,
    answer: LabelMadeAnswer,
    audit: 'labels_changed',
    audited: ({ body }) => ({ detail: { name: body.name } }),
    handle: async ({ body }, { person, site }) => answeredOf(await live.saveLabel(person, site, null, body)),
  })
  route(app, {
    method: 'patch',
    path: '/desk/labels/{id}',
    summary: 'Another name, colour or who may set it; or away with it, and back',
    who: 'lead',
    params,
    body: LabelBody,
    answer: LabelMadeAnswer,
    audit: 'labels_changed',
    handle: async ({ params: { id }, body }, { person, site }) =>
      answeredOf(await live.saveLabel(person, site, id, body)),
  })
  route(app, {
    method: 'put',
    path: '/desk/conversations/{id}/labels',
    summary: 'Put labels on a conversation and take others off',
    who: 'operator',
    params,
    body: LabelsBody,
    answer: LabelsSetAnswer,
    handle: async ({ params: { id }, body }, { person }) => answeredOf(await live.setLabels(person, id, body)),
  })
  return app
}
