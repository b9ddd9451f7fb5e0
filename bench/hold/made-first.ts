import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { newId } from '../../kb/shared/index.ts'
import { anOffer, aYml } from '../../kb/testing/a-feed.ts'
import { MOST_ATTRIBUTES } from '#shared'
import { available, letterThatCame, pictureSent, sharedAnswer, twoOfOne } from './conversations-first.ts'
import { type Desk, deskOf, firstOf, idOf, type Known, PASSWORD, signedInAs, visitorToken } from './desk-calls.ts'
import type { Ground } from './ground.ts'
import { sentence, words } from './worst-input.ts'

const OFFERS = 2_000
let n = 0

async function draft(desk: Desk): Promise<string> {
  const question = `Сколько стоит доставка номер ${++n}?`
  const written = { question, body: sentence(600), category: 'delivery', slug: '', products: [], phrasings: [] }
  const { answer } = await desk('POST', '/desk/answers', {
    ...{ site: 'tropa', locale: 'ru', audience: 'public', shortcut: null },
    ...written,
  })
  return idOf(answer as Known)
}
async function inReview(desk: Desk): Promise<string> {
  const id = await draft(desk)
  await desk('POST', `/desk/answers/${id}/submit`)
  return id
}
async function visit(desk: Desk): Promise<string> {
  const id = randomUUID()
  const page = { url: 'https://shop.example/p/x', title: 'Палатка' }
  const { watched } = await desk('POST', '/widget/sightings', {
    ...{ site: 'tropa', visit: id, browser: randomUUID(), number: 1, pages: 1, page },
    ...{ language: 'ru', timeZone: 'Europe/Moscow' },
  })
  if (!watched) throw new Error('nobody is watched: the site of the bench does not watch')
  return id
}
async function invitation(desk: Desk): Promise<Known> {
  const id = await visit(desk)
  return { visit: id, id: idOf(await desk('POST', `/desk/visitors/${id}/invitation`, { text: 'Помочь с выбором?' })) }
}
/** Tabs of their own: each shows the card anew. */
const shown = async (desk: Desk): Promise<Known> => {
  const made = await invitation(desk)
  const { visit: of, id } = made
  await desk('POST', `/widget/invitations/${id}/show`, { site: 'tropa', visit: of, tab: randomUUID(), locale: 'ru' })
  return made
}
const linked = (desk: Desk, email: string) =>
  desk('POST', '/desk/invitations', { email, name: 'Оля', role: 'operator' }).then(({ link }) => tokenOf(link))
const tokenOf = (link: unknown) => String(link).split('#')[1] ?? ''
async function person(desk: Desk): Promise<string> {
  const email = `made-${++n}@mail.example`
  await desk('POST', '/invitations/accept', { token: await linked(desk, email), name: 'Оля', password: PASSWORD })
  const { items = [] } = await desk('GET', '/desk/people')
  return idOf(items.find(({ mail }) => mail === email))
}
const reset = async (desk: Desk) => {
  const { link } = await desk('POST', `/desk/people/${await person(desk)}/reset-link`)
  return { token: tokenOf(link) }
}
const paint = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: { r: n % 255, g: ++n % 251, b: 9 } } })
    .png()
    .toBuffer()
    .then((bytes) => new Uint8Array(bytes))
const answerPicture = async (desk: Desk) => ({ key: (await desk('PUT', '/desk/answer-pictures', await paint(64))).key })
const face = async (desk: Desk) => ({ photo: (await desk('POST', '/desk/pictures/face', await paint(300))).id })
async function category(desk: Desk): Promise<Known> {
  const said = { ru: `Раздел ${++n}`, en: `Section ${n}` }
  const { slug } = await desk('POST', '/desk/answer-categories', {
    ...{ icon: 'box', audience: 'public', slug: '', title: said, description: said },
  })
  return { slug }
}
/** Another price each time: a feed that changes nothing leaves nothing to take. */
const feed = async (desk: Desk) => {
  n += 1
  const offers = Array.from({ length: OFFERS }, (_, at) => anOffer(`SKU-${at}`, { price: 1_000 + at + n }))
  return { id: idOf(await desk('PUT', '/desk/catalogue/ru/feed', new Uint8Array(Buffer.from(aYml(offers))))) }
}
async function word(desk: Desk): Promise<Known> {
  const made = aWord()
  await desk('POST', '/desk/spelling/words', { word: made })
  return { word: made }
}
const aWord = () => `слово${[...String(++n)].map((digit) => 'абвгдежзик'[Number(digit)]).join('')}`
let made: Promise<string> | null = null
/** One for all: a site has a bounded number of them. */
const label = (desk: Desk): Promise<string> =>
  (made ??= desk('POST', '/desk/labels', { name: 'первая метка', color: 'red', setBy: 'operators' }).then(idOf))
const aTask = () => ({ text: 'Перезвонить', dueAt: new Date(Date.now() + 3_600_000).toISOString(), assigneeId: null })
let saved: Promise<string> | null = null
const savedView = (desk: Desk): Promise<string> =>
  (saved ??= desk('POST', '/desk/views', { name: 'первый', list: 'solved', filter: {}, shared: false }).then(idOf))
const kept = async (desk: Desk, { conversationIds: [, , id] }: Ground): Promise<string> => {
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const body = { by: ['visitor'], scope: 'chat', reason: 'bench', until, close: false }
  return idOf(await desk('POST', `/desk/conversations/${id}/block`, body))
}
const files =
  (desk: Desk, { conversationIds: [id] }: Ground) =>
  async () => {
    const fileId = newId('fil', Date.now())
    const made = await desk('PUT', `/desk/conversations/${id}/files/${fileId}`, await paint(1_000))
    return { fileId, url: String((made.address as Known).url) }
  }
/** As many as one call may tell. */
const facts = (): Known => ({
  values: Object.fromEntries(Array.from({ length: 2 * MOST_ATTRIBUTES }, (_, at) => [`fact_${at}`, words(2_000)])),
})
/** An hour from now, for what ends. */
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const ALWAYS_OPEN = { hours: Object.fromEntries(DAYS.map((day) => [day, ['00:00-24:00']])), holidays: [] }

/** Once it was changed; empty: as it began. */
let ownPassword = ''
/** Whoever changed theirs has a session of before no more. */
async function withPassword(_: Desk, { origin, admin }: Ground): Promise<Known> {
  const password = ownPassword || admin.password
  return { wholeBody: { password }, cookie: await signedInAs(origin, { ...admin, password }) }
}
const aScenario = (): Known => ({
  name: `Сценарий ${++n}`,
  running: false,
  conditions: [
    { of: 'path', is: 'among', words: Array.from({ length: 10 }, () => `/${words(20).replaceAll(' ', '')}`) },
  ],
  action: { do: 'card', texts: { ru: sentence(200), en: sentence(200) }, of: null },
  controlShare: 0,
})
const longestPacket = (): Known => ({
  searches: Array.from({ length: 20 }, () => ({ text: words(500), at: '', verdict: 'suggest', results: 5 })),
  read: Array.from({ length: 20 }, () => ({ answerId: 'ans_x', question: words(500), url: '/ru', helped: false })),
  page: { url: 'https://shop.example/p/x', title: words(300) },
  product: null,
  draft: words(10_000),
  locale: 'ru',
  timeZone: 'Europe/Moscow',
})
async function exchange(desk: Desk): Promise<Known> {
  const { items = [] } = await desk('GET', '/desk/site/identity-secrets')
  const current = idOf(items.find(({ until }) => until === null))
  return { wholeBody: { current, until: inAnHour() } }
}

/** What a route is about, made before it is asked: what is not there is refused before anybody has worked. */
const MADE: Record<string, (desk: Desk, ground: Ground) => Promise<Known>> = {
  postDeskAnswersByIdSubmit: async (desk) => ({ id: await draft(desk) }),
  postDeskAnswersByIdApprove: async (desk) => ({ id: await inReview(desk) }),
  postDeskAnswersByIdSendBack: async (desk) => ({ id: await inReview(desk) }),
  patchDeskAnswersById: async (desk, { answerId }) => {
    const { answer } = await desk('GET', `/desk/answers/${answerId}`)
    return { expectedRevision: (answer as Known).revision, slug: `hold-${++n}` }
  },
  postDeskAnswersByIdAmend: async (desk) => ({
    id: await inReview(desk),
    wholeBody: { expectedRevision: 2, patch: { question: `Сколько идёт посылка ${++n}?`, body: sentence(20_000) } },
  }),
  postDeskAnswersByIdCare: async (desk) => {
    const id = await inReview(desk)
    const { answer } = await desk('POST', `/desk/answers/${id}/approve`)
    const care = { reviewBy: '2027-01-31', owner: words(80) }
    return { id, wholeBody: { expectedRevision: (answer as Known).revision, care } }
  },
  postDeskAnswersByIdForesight: async (desk) => ({
    id: await inReview(desk),
    wholeBody: { act: 'publish', patch: { body: sentence(20_000) } },
  }),
  postDeskForYouRead: async () => ({ wholeBody: { ids: null } }),
  postDeskScenarios: async () => ({ wholeBody: aScenario() }),
  putDeskScenariosById: async (desk) => ({
    id: idOf(await desk('POST', '/desk/scenarios', aScenario())),
    wholeBody: aScenario(),
  }),
  deleteDeskScenariosById: async (desk) => ({ id: idOf(await desk('POST', '/desk/scenarios', aScenario())) }),
  putDeskScenarioCaps: async () => ({ wholeBody: { visit: 2, day: 3, site: 50 + (++n % 9) } }),
  postDeskSiteIdentitySecrets: exchange,
  deleteDeskSiteIdentitySecretsById: async (desk) => {
    const { wholeBody } = await exchange(desk)
    await desk('POST', '/desk/site/identity-secrets', wholeBody)
    return { id: (wholeBody as Known).current }
  },
  getDeskAnswersByIdDifference: async (desk, { answerId }) => {
    const revision = Number((await firstOf(desk, `/desk/answers/${answerId}/revisions`))?.revision)
    return { from: Math.max(0, revision - 1), to: revision }
  },
  postDeskAnswersByIdRestore: async (desk, { answerId }) => ({
    revision: (await firstOf(desk, `/desk/answers/${answerId}/revisions`))?.revision,
  }),
  deleteDeskAnswersByIdPhrasingsByPhrasingId: async (desk, { answerId }) => {
    const text = `сколько ехать до города ${++n}`
    const { answer } = await desk('POST', `/desk/answers/${answerId}/phrasings`, { text })
    const { phrasings } = answer as { phrasings: { id: string; text: string }[] }
    return { phrasingId: phrasings.find((one) => one.text === text)?.id }
  },
  deleteDeskMatchingLearntById: async (desk, { answerId }) => {
    const vote = { site: 'tropa', locale: 'ru', helped: true, query: `сколько стоит доставка ${aWord()}` }
    await desk('POST', `/answers/${answerId}/outcome`, vote, await visitorToken(desk))
    return { id: idOf(await firstOf(desk, '/desk/matching/learnt')) }
  },
  putDeskGapsByIdCare: async (desk) => ({ id: idOf(await firstOf(desk, '/desk/gaps?days=365&perPage=5')) }),
  postDeskGapsByIdClose: async (desk) => ({ id: idOf(await firstOf(desk, '/desk/gaps?days=365&perPage=5')) }),
  postDeskSpellingWords: async () => ({ word: aWord() }),
  postDeskSpellingWordsDecision: word,
  postDeskPromotionsPicture: pictureSent,
  getDeskConversationsByIdLettersByMessageId: letterThatCame,
  deleteDeskSharedAnswersById: sharedAnswer,
  postDeskPromotions: async () => ({ question: `Можно ли вернуть палатку номер ${++n}?`, body: sentence(8_000) }),

  postConversations: async (desk) => ({
    packet: longestPacket(),
    page: { url: 'https://shop.example/p/x', title: 'Палатка' },
    product: { sku: 'SKU-1', name: 'Палатка' },
    files: [],
    // Of two bytes each, a little less than a message may hold.
    text: words(32_000),
    token: await visitorToken(desk),
  }),
  // Whoever has just read theirs waits: another visitor's, of the same length.
  postConversationsByIdTranscript: async (_, { conversationIds: [, id], otherToken }) => ({ id, token: otherToken }),
  postShopAttributes: async () => ({ ...facts(), exp: Math.floor(Date.now() / 1_000) + 300 }),
  postWidgetAttributes: async () => facts(),
  getDeskVisitorsById: async (desk) => ({ id: await visit(desk) }),
  postDeskVisitorsByIdInvitation: async (desk) => ({ id: await visit(desk) }),
  deleteDeskVisitorsByIdInvitation: async (desk) => ({ id: (await invitation(desk)).visit }),
  postWidgetInvitationsByIdShow: async (desk) => ({ ...(await invitation(desk)), tab: randomUUID() }),
  postWidgetInvitationsByIdClose: shown,
  postWidgetInvitationsByIdAnswer: async (desk) => ({ ...(await shown(desk)), token: await visitorToken(desk) }),
  postDeskInvitationText: async (_, { answerId }) => ({ template: answerId }),

  getFilesByIdByVersion: async (desk, ground) => {
    const { url } = await files(desk, ground)()
    const address = new URL(url, ground.origin)
    return { id: address.pathname.split('/').at(-2), version: 'original', ...Object.fromEntries(address.searchParams) }
  },
  getAnswerPicturesByKeyByVersion: async (desk) => {
    const { items = [] } = await desk('GET', '/desk/answer-pictures')
    return { key: items.find(({ shownIn }) => (shownIn as unknown[]).length > 0)?.key }
  },
  getDeskAnswerPicturesByKeyByVersion: async (desk) => ({ key: (await firstOf(desk, '/desk/answer-pictures'))?.key }),
  deleteDeskAnswerPicturesByKey: answerPicture,
  getPicturesByIdByVersion: async (desk) => ({ id: (await face(desk)).photo }),
  putDeskMeFacesBySite: face,
  putDeskPeopleByIdFacesBySite: async (desk) => ({ ...(await face(desk)), id: await person(desk) }),

  postDeskConversationsByIdBlock: async (_, { conversationIds: [, , id] }) => ({
    ...{ id, until: inAnHour(), close: false, by: ['visitor'] },
  }),
  deleteDeskBlocksById: async (desk, ground) => ({ id: await kept(desk, ground) }),
  deleteDeskConversationsByIdVisitorNotesByNoteId: async (desk, { conversationIds: [id] }) => ({
    noteId: idOf(await desk('POST', `/desk/conversations/${id}/visitor/notes`, { text: sentence(500) })),
  }),
  deleteDeskConversationsByIdVisitorJoinsByJoinId: async (desk, { conversationIds: [id, other] }) => {
    await desk('POST', `/desk/conversations/${id}/visitor/joins`, { conversationId: other })
    const { joins } = (await desk('GET', `/desk/conversations/${id}/visitor`)) as unknown as { joins: Known[] }
    return { joinId: idOf(joins[0]) }
  },

  // As its owner has it: a person has a bounded number of them.
  postDeskViews: async () => ({ name: 'список', list: 'solved', filter: { days: '7' }, shared: false }),
  patchDeskViewsById: async (desk) => ({ id: await savedView(desk), name: `список ${++n}`, removed: false }),
  postDeskLabels: async () => ({ name: `метка ${++n}` }),
  patchDeskLabelsById: async (desk) => ({ id: await label(desk), name: `метка ${++n}`, removed: false }),
  postDeskConversationsByIdTasks: async (_, ground) => ({ ...(await twoOfOne(ground)), ...aTask() }),
  patchDeskTasksById: async (desk, ground) => {
    const { id } = await twoOfOne(ground)
    return { id: idOf(await desk('POST', `/desk/conversations/${id}/tasks`, aTask())), done: true }
  },
  putDeskConversationsByIdMergedByOtherId: (_, ground) => twoOfOne(ground),
  deleteDeskConversationsByIdMergedByOtherId: async (desk, ground) => {
    const two = await twoOfOne(ground)
    await desk('PUT', `/desk/conversations/${two['id']}/merged/${two['otherId']}`)
    return two
  },
  putDeskPush: async () => ({
    endpoint: `https://push.example/${++n}`,
    keys: { p256dh: 'BAAA', auth: 'AAAA' },
    quiet: { from: '22:00', to: '08:00', timeZone: 'Europe/Moscow' },
  }),
  postDeskPushEnd: async () => ({ endpoint: 'https://push.example/none' }),
  putDeskConversationsByIdSnooze: async () => ({ snooze: null }),
  putDeskConversationsByIdLabels: async (desk) => ({ add: [await label(desk)], remove: [] }),

  postDeskSites: async (desk) => {
    const { helpCentre, timeZone } = await desk('GET', '/desk/site')
    return { id: `shop-${++n}`, url: `https://shop-${n}.example`, helpCentre, timeZone, logos: undefined }
  },
  putDeskSite: async (desk) => {
    const site = await desk('GET', '/desk/site')
    return { wholeBody: { ...site, ...ALWAYS_OPEN, greeting: { ru: words(100 + (++n % 9)), en: words(100) } } }
  },
  postDeskCatalogueImportsByIdApply: feed,
  postDeskCatalogueImportsByIdDiscard: feed,
  putDeskCatalogueByLocaleSource: async () => ({ url: 'https://feeds.example/one.yml', currency: 'RUB' }),
  putDeskAnswerCategoriesOrder: async (desk) => ({
    slugs: (await desk('GET', '/desk/answer-categories')).items?.map(({ slug }) => slug),
  }),
  patchDeskAnswerCategoriesBySlug: category,
  postDeskAnswerCategoriesBySlugRemove: async (desk) => ({ ...(await category(desk)), into: null }),

  getInvitations: async (desk) => ({ 'x-invitation': await linked(desk, `asked-${++n}@mail.example`) }),
  postInvitationsAccept: async (desk) => ({
    token: await linked(desk, `asked-${++n}@mail.example`),
    password: PASSWORD,
  }),
  deleteDeskInvitationsById: async (desk) => {
    await linked(desk, `asked-${++n}@mail.example`)
    return { id: idOf(await firstOf(desk, '/desk/invitations')) }
  },
  patchDeskPeopleById: async (desk) => ({ id: await person(desk) }),
  deleteDeskPeopleById: async (desk) => ({ id: await person(desk) }),
  putDeskPeopleByIdSites: async (desk) => ({ id: await person(desk), sites: [{ site: 'tropa', role: 'operator' }] }),
  getDeskPeopleByIdSites: async (desk) => ({ id: await person(desk) }),
  patchDeskPeopleByIdDuty: async (desk) => ({
    id: await person(desk),
    wholeBody: { capacity: 9, skills: ['возврат'] },
  }),
  getDeskPeopleByIdWork: async (desk) => ({ id: await person(desk) }),
  deleteDeskPeopleByIdMembership: async (desk) => ({ id: await person(desk) }),
  postDeskPeopleByIdResetLink: async (desk) => ({ id: await person(desk) }),
  getPasswordResets: async (desk) => ({ 'x-reset': (await reset(desk)).token }),
  postPasswordResetsUse: async (desk) => ({ ...(await reset(desk)), password: `${PASSWORD}-2` }),
  deleteDeskSessionsById: async (desk, { admin }) => {
    await desk('POST', '/auth/sign-in/email', admin)
    const { items = [] } = await desk('GET', '/desk/sessions')
    return { id: idOf(items.find(({ current }) => !current)) }
  },
  postAuthSignInEmail: async (_, { admin }) => ({ ...admin }),
  postAuthChangePassword: async (_, { admin }) => {
    const wholeBody = { currentPassword: ownPassword || admin.password, newPassword: `${PASSWORD}-${++n}` }
    ownPassword = wholeBody.newPassword
    return { wholeBody }
  },
  postAuthTwoFactorEnable: withPassword,
  postAuthTwoFactorDisable: withPassword,
}

/** One after another: what is made for one is not another's. */
export const madeFirst = async (operationId: string, ground: Ground): Promise<Known> => {
  if (/Invitation/.test(operationId)) await available(ground)
  return (await MADE[operationId]?.(deskOf(ground), ground)) ?? {}
}

/** The shop is open at any hour, its visitors are seen while they are there and may be invited; nobody is asked first. */
export async function openShop(ground: Ground): Promise<void> {
  const desk = deskOf(ground)
  const site = await desk('GET', '/desk/site')
  await desk('PUT', '/desk/site', {
    ...site,
    ...ALWAYS_OPEN,
    preview: true,
    watch: { ...(site.watch as Known), on: true, asksFirst: false },
    invite: { ...(site.invite as Known), on: true },
  })
}
/** What the shop's own server signs with, and a product that has a page. */
export async function foundAtTheDesk(
  ground: Pick<Ground, 'origin' | 'cookie'>,
): Promise<{ secret: string; product: string }> {
  const desk = deskOf(ground as Ground)
  const { secret } = await desk('GET', '/desk/site/identity-secret')
  const product = await firstOf(desk, '/desk/products?locale=ru')
  return { secret: String(secret), product: String(product?.slug ?? product?.sku ?? '') }
}
