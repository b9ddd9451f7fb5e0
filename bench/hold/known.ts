import { newId } from '../../kb/shared/index.ts'
import type { Ground } from './ground.ts'
import type { Known } from './desk-calls.ts'

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
  postWidgetGoals: { name: 'order', number: '9'.repeat(80) },
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
    validFrom: null,
    validUntil: null,
    reviewBy: null,
    slug: '',
    phone: '+7 916 123-45-67',
    email: `nobody${n}@mail.example`,
    mail: `nobody${n}@mail.example`,
    identity: undefined,
    photo: null,
    timeZone: 'Europe/Moscow',
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
