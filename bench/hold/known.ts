import { newId } from '../../kb/shared/index.ts'
import type { Ground } from './ground.ts'

/** Values by the name of their field, where only what exists says anything. */
export type Known = Record<string, unknown>

const HEX = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'
/** They would end the bench's own session, or the shop. */
const OF_ROUTE: Record<string, Known> = {
  putDeskSite: { timeZone: 'Europe/Moscow', radius: 8, origins: [] },
  patchDeskPeopleById: { id: 'nobody' },
  getSearch: { page: 'https://shop.example/p/x' },
  getWidgetContext: { page: 'https://shop.example/p/x' },
  // A page of the shop here, a number everywhere else.
  postWidgetSightings: {
    page: { url: 'https://shop.example/p/x', title: 'т'.repeat(200) },
    from: {},
    pages: 1,
  },
  getDeskGaps: { perPage: 50 },
  postDeskPicturesByShape: { shape: 'face' },
}

export function knownOf(operationId: string, ground: Ground, n: number): Known {
  return {
    site: 'tropa',
    locale: 'ru',
    id: operationId.includes('Conversations') ? ground.conversationIds[0] : ground.answerId,
    answerId: ground.answerId,
    conversationId: ground.conversationIds[operationId.endsWith('Joins') ? 1 : 0],
    conversation: ground.conversationIds[0],
    messageId: 'msg_00VbfchdLePqiz8pU3iKrAMHF4n6LUl',
    phrasingId: 'phr_00VbfchdLePqiz8pU3iKrAMHF4n6LUl',
    fileId: newId('fil', Date.now()),
    ...(operationId.includes('FilesById') && !operationId.includes('Conversations')
      ? { id: newId('fil', Date.now()) }
      : {}),
    ...(operationId.includes('DeskVisitors') ? { id: HEX } : {}),
    visit: HEX,
    browser: HEX,
    'x-firstline-signature': HEX.repeat(2),
    key: `pic_${HEX}`,
    clientMessageId: `hold-${String(n).padStart(12, '0')}`,
    category: 'delivery',
    products: [],
    shortcut: null,
    slug: '',
    email: `nobody${n}@mail.example`,
    mail: `nobody${n}@mail.example`,
    identity: undefined,
    page: 1,
    perPage: 100,
    days: 365,
    from: null,
    to: 1,
    state: undefined,
    product: undefined,
    wholeVisitor: false,
    typing: undefined,
    audience: 'public',
    ...OF_ROUTE[operationId],
  }
}

type Read = (path: string) => Promise<Record<string, unknown> & { items?: Record<string, unknown>[] }>
const first = async (read: Read, path: string) => (await read(path)).items?.[0] ?? {}

/** What has to be asked for first: the number of a revision, the id of what a route is about. */
const ASKED_FIRST: Record<string, (read: Read, ground: Ground) => Promise<Known>> = {
  patchDeskAnswersById: async (read, { answerId }) => {
    const { answer } = (await read(`/desk/answers/${answerId}`)) as { answer?: { revision?: number } }
    return { expectedRevision: answer?.revision }
  },
  getDeskAnswersByIdDifference: async (read, { answerId }) => {
    const { revision } = await first(read, `/desk/answers/${answerId}/revisions`)
    return { from: 0, to: revision }
  },
  postDeskAnswersByIdRestore: async (read, { answerId }) => {
    const { revision } = await first(read, `/desk/answers/${answerId}/revisions`)
    return { revision }
  },
  deleteDeskMatchingLearntById: async (read) => ({ id: (await first(read, '/desk/matching/learnt')).id ?? 'none' }),
  deleteDeskBlocksById: async (read) => ({ id: (await first(read, '/desk/blocks?active=1')).id ?? 'none' }),
  postDeskCatalogueImportsByIdApply: async (read) => ({ id: (await first(read, '/desk/catalogue/imports')).id }),
  postDeskCatalogueImportsByIdDiscard: async (read) => ({ id: (await first(read, '/desk/catalogue/imports')).id }),
}

export async function askedFirst(operationId: string, ground: Ground): Promise<Known> {
  const read: Read = async (path) => {
    const response = await fetch(`${ground.origin}/api${path}`, { headers: { cookie: ground.cookie } })
    return response.json() as ReturnType<Read>
  }
  return (await ASKED_FIRST[operationId]?.(read, ground)) ?? {}
}
