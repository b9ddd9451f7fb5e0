import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES } from '../kit/databases.ts'
import { addPerson, anonymous, type DeskClient, deskSocket, signIn } from '../kit/desk-client.ts'
import { type Product, startProduct } from '../kit/product.ts'
import { A_SCENARIO, A_TASK, type Ids, SECRET } from './foreign-samples.ts'

const PASSWORD = 'another-long-password'
const WEEK = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
const UNKNOWN = '00VbfchdLePqiz8pU3iKrAMHF4n6LUl'
/** What stands behind the first id of an address. */
const OF_IT: Record<string, string> = {
  phrasingId: `phr_${UNKNOWN}`,
  messageId: `msg_${UNKNOWN}`,
  fileId: `fil_${UNKNOWN}`,
  noteId: `vno_${UNKNOWN}`,
  joinId: `vjo_${UNKNOWN}`,
  otherId: `cnv_${UNKNOWN}`,
  version: '640.webp',
}

/** What the second shop may ask with the id of something of the first; it must be as if there were none. */
const FOREIGN: Record<string, (ids: Ids) => { path: string; body?: object }> = {
  'get /api/desk/answers/{id}': ({ answer }) => ({ path: answer }),
  'patch /api/desk/answers/{id}': ({ answer }) => ({
    path: answer,
    body: { expectedRevision: 1, patch: { question: 'x' } },
  }),
  'post /api/desk/answers/{id}/submit': ({ answer }) => ({ path: answer }),
  'post /api/desk/answers/{id}/approve': ({ answer }) => ({ path: answer }),
  'post /api/desk/answers/{id}/amend': ({ answer }) => ({
    path: answer,
    body: { expectedRevision: 1, patch: { question: 'x' } },
  }),
  'post /api/desk/answers/{id}/care': ({ answer }) => ({ path: answer, body: { expectedRevision: 1, care: {} } }),
  'post /api/desk/answers/{id}/foresight': ({ answer }) => ({ path: answer, body: { act: 'publish' } }),
  'get /api/desk/answers/{id}/similar': ({ answer }) => ({ path: answer }),
  'post /api/desk/answers/{id}/send-back': ({ answer }) => ({ path: answer, body: { comment: 'x' } }),
  'post /api/desk/answers/{id}/retire': ({ answer }) => ({ path: answer }),
  'post /api/desk/answers/{id}/restore': ({ answer }) => ({ path: answer, body: { revision: 1 } }),
  'get /api/desk/answers/{id}/revisions': ({ answer }) => ({ path: answer }),
  'get /api/desk/answers/{id}/difference': ({ answer }) => ({ path: answer }),
  'post /api/desk/answers/{id}/phrasings': ({ answer }) => ({ path: answer, body: { text: 'как там зюзюка' } }),
  'delete /api/desk/answers/{id}/phrasings/{phrasingId}': ({ answer }) => ({ path: answer }),
  'delete /api/desk/shared-answers/{id}': ({ answer }) => ({ path: answer }),
  'post /api/desk/templates/{id}/fill': ({ answer, conversation }) => ({
    path: answer,
    body: { conversationId: conversation },
  }),
  'get /api/desk/conversations/{id}/letters/{messageId}': ({ conversation }) => ({ path: conversation }),
  'put /api/desk/conversations/{id}/files/{fileId}': ({ conversation }) => ({ path: conversation }),
  'get /api/desk/conversations/{id}/export': ({ conversation }) => ({ path: conversation }),
  'post /api/desk/conversations/{id}/erase': ({ conversation }) => ({
    path: conversation,
    body: { wholeVisitor: true },
  }),
  'get /api/desk/conversations/{id}/visitor': ({ conversation }) => ({ path: conversation }),
  'get /api/desk/conversations/{id}/order': ({ conversation }) => ({ path: conversation }),
  'get /api/desk/conversations/{id}/attributes': ({ conversation }) => ({ path: conversation }),
  'post /api/desk/conversations/{id}/visitor/notes': ({ conversation: path }) => ({ path, body: { text: 'x' } }),
  'delete /api/desk/conversations/{id}/visitor/notes/{noteId}': ({ conversation }) => ({ path: conversation }),
  'post /api/desk/conversations/{id}/visitor/joins': ({ conversation }) => ({
    path: conversation,
    body: { conversationId: conversation },
  }),
  'delete /api/desk/conversations/{id}/visitor/joins/{joinId}': ({ conversation }) => ({ path: conversation }),
  'get /api/desk/conversations/{id}/block': ({ conversation }) => ({ path: conversation }),
  'post /api/desk/conversations/{id}/block': ({ conversation }) => ({
    path: conversation,
    body: { by: ['visitor'], scope: 'chat', reason: 'x', until: null, close: true },
  }),
  'post /api/desk/conversations/{id}/held': ({ conversation }) => ({ path: conversation, body: { passes: true } }),
  'put /api/desk/conversations/{id}/mark': ({ conversation }) => ({ path: conversation, body: { mark: 'abuse' } }),
  'put /api/desk/conversations/{id}/labels': ({ conversation: path }) => ({ path, body: { add: [], remove: [] } }),
  'post /api/desk/conversations/{id}/tasks': ({ conversation: path }) => ({ path, body: A_TASK }),
  'patch /api/desk/tasks/{id}': () => ({ path: `tsk_${UNKNOWN}`, body: { done: true } }),
  'put /api/desk/conversations/{id}/snooze': ({ conversation }) => ({ path: conversation, body: { snooze: null } }),
  'put /api/desk/conversations/{id}/merged/{otherId}': ({ conversation }) => ({ path: conversation }),
  'delete /api/desk/conversations/{id}/merged/{otherId}': ({ conversation }) => ({ path: conversation }),
  'patch /api/desk/views/{id}': () => ({ path: `vew_${UNKNOWN}`, body: { name: 'x' } }),
  'patch /api/desk/labels/{id}': () => ({ path: `lbl_${UNKNOWN}`, body: { name: 'x' } }),
  'get /api/desk/conversations/{id}/visits': ({ conversation }) => ({ path: conversation }),
  'get /api/desk/visitors/{id}': ({ visit }) => ({ path: visit }),
  'post /api/desk/visitors/{id}/invitation': ({ visit }) => ({ path: visit, body: { text: 'x' } }),
  'delete /api/desk/visitors/{id}/invitation': ({ visit }) => ({ path: visit }),
  'put /api/desk/scenarios/{id}': ({ scenario }) => ({ path: scenario, body: A_SCENARIO }),
  'delete /api/desk/scenarios/{id}': ({ scenario }) => ({ path: scenario }),
  'delete /api/desk/blocks/{id}': () => ({ path: `blk_${UNKNOWN}` }),
  'put /api/desk/gaps/{id}/care': ({ gap }) => ({ path: gap, body: { owner: SECRET, dueOn: null, stage: 'new' } }),
  'post /api/desk/gaps/{id}/close': ({ gap }) => ({ path: gap }),
  'delete /api/desk/matching/learnt/{id}': ({ learnt }) => ({ path: learnt }),
  'delete /api/desk/invitations/{id}': ({ invitation }) => ({ path: invitation }),
  'delete /api/desk/people/{id}/membership': ({ person }) => ({ path: person }),
  'patch /api/desk/people/{id}/duty': ({ person }) => ({ path: person, body: { capacity: 1 } }),
  'put /api/desk/quality/reviews/{id}': () => ({ path: `qrv_${UNKNOWN}`, body: { scores: {}, comment: SECRET } }),
  'put /api/desk/reviews/mine/{id}/reply': () => ({ path: `qrv_${UNKNOWN}`, body: { text: SECRET } }),
  'get /api/desk/people/{id}/work': ({ person }) => ({ path: person }),
  'post /api/desk/catalogue/imports/{id}/apply': () => ({ path: `cim_${UNKNOWN}` }),
  'post /api/desk/catalogue/imports/{id}/discard': () => ({ path: `cim_${UNKNOWN}` }),
  'patch /api/desk/answer-categories/{slug}': () => ({ path: 'of-the-first', body: { icon: 'gift' } }),
  'post /api/desk/answer-categories/{slug}/remove': () => ({ path: 'of-the-first', body: { into: null } }),
  'get /api/desk/answer-pictures/{key}/{version}': () => ({ path: `pic_${'0'.repeat(32)}` }),
  'delete /api/desk/answer-pictures/{key}': () => ({ path: `pic_${'0'.repeat(32)}` }),
  'put /api/desk/me/faces/{site}': () => ({ path: 'tropa', body: { photo: null, names: {}, roles: {} } }),
}
/** Of the asker alone, or of the installation, whose admin alone may ask. */
const NOT_OF_A_SITE =
  /^\w+ \/api\/desk\/(sessions\/|site\/identity-secrets\/|people\/\{id\}($|\/sites|\/faces|\/reset-link)|catalogue\/\{locale\}|pictures\/)/

describe.each(DATABASES)('two shops on $name', ({ stand }) => {
  let product: Product
  let dropDatabase = async () => {}
  let admin: DeskClient
  /** A lead of the second shop, and nobody anywhere else. */
  let theirs: DeskClient
  let ids: Ids
  const ok = async (answered: Promise<Response>) => {
    const response = await answered
    expect(response.status, response.url).toBe(200)
    return response.json() as Promise<{ [name: string]: unknown } & { items: { [name: string]: string }[] }>
  }

  beforeAll(async () => {
    const { env, drop } = await stand()
    dropDatabase = drop
    product = await startProduct({ env: { DEMO_SHOP: 'off', ...env } })
    admin = await signIn(product)
    const ours = await addPerson(product, admin, {
      email: 'olga@tropa.example',
      name: `Ольга ${SECRET}`,
      role: 'operator',
    })
    await ok(
      admin.send('POST', '/api/desk/sites', {
        id: 'vesna',
        name: { ru: 'Весна', en: 'Vesna' },
        url: 'https://vesna.example',
        locales: ['ru'],
        defaultLocale: 'ru',
        mail: 'help@vesna.example',
        timeZone: 'Europe/Moscow',
        hours: WEEK,
        helpCentre: 'https://help.vesna.example',
      }),
    )
    // What the first shop has.
    const [one] = (await ok(admin.get('/api/desk/answers?locale=ru&perPage=1'))).items
    const draft = {
      ...one,
      ...{ slug: '', shortcut: null, phrasings: [], from: null, audience: 'operators' },
      ...{ question: `Где ${SECRET}?`, body: `Здесь ${SECRET}.` },
    }
    const { answer } = (await ok(admin.send('POST', '/api/desk/answers', draft))) as unknown as {
      answer: { id: string }
    }
    await ok(admin.send('POST', '/api/desk/spelling/words', { word: SECRET }))
    const inEach = { ru: SECRET, en: SECRET }
    const category = { slug: 'of-the-first', icon: 'gift', audience: 'public', title: inEach, description: inEach }
    await ok(admin.send('POST', '/api/desk/answer-categories', category))
    await ok(
      admin.send('PUT', '/api/desk/matching/synonyms', { groups: [{ locale: 'ru', words: [SECRET, 'палатка'] }] }),
    )
    await ok(
      admin.send('POST', '/api/desk/invitations', {
        email: `${'zuzuka'}@tropa.example`,
        name: SECRET,
        role: 'operator',
      }),
    )
    const invitation = (await ok(admin.get('/api/desk/invitations'))).items[0]?.['id'] as string
    const person = (await ok(admin.get('/api/desk/people'))).items.find(({ name }) => name?.includes(SECRET))?.['id']
    const line = await deskSocket(product, ours.cookie)
    await line.timeout(5_000).emitWithAck('presence:set', { available: true })
    const visitor = await ok(anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'ru' }))
    const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }
    const started = await fetch(`${product.helpCentre}/api/conversations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${visitor['token'] as string}`, 'content-type': 'application/json' },
      body: JSON.stringify({ clientMessageId: 'two-shops-0001', text: `Где моя ${SECRET}?`, packet }),
    })
    const { conversation } = (await started.json()) as { conversation: { id: string } }
    await fetch(`${product.helpCentre}/api/search?q=${encodeURIComponent(`${SECRET} квазар`)}&locale=ru&site=tropa`)
    line.disconnect()
    const own = await ok(admin.get('/api/desk/site'))
    await ok(admin.send('PUT', '/api/desk/site', { ...own, watch: { ...(own['watch'] as object), on: true } }))
    const visit = crypto.randomUUID()
    const page = { url: 'https://tropa.example/', title: SECRET }
    const sighting = {
      site: 'tropa',
      visit,
      browser: visit,
      number: 1,
      pages: 1,
      page,
      language: 'ru',
      timeZone: 'UTC',
    }
    await ok(anonymous(product).send('POST', '/api/widget/sightings', sighting))
    expect((await ok(admin.get(`/api/desk/visitors/${visit}`)))['visit']).toMatchObject({ title: SECRET })
    const scenario = (await ok(admin.send('POST', '/api/desk/scenarios', A_SCENARIO)))['id'] as string
    expect(await (await admin.get('/api/desk/scenarios')).text()).toContain(SECRET)
    const learnt = (await ok(admin.get('/api/desk/matching/learnt'))).items[0]?.['id'] ?? 'lrn_x'
    const gap = (await ok(admin.get('/api/desk/gaps'))).items[0]?.['id'] ?? 'gap_x'
    ids = {
      ...{ answer: answer.id, conversation: conversation.id, visit, scenario, gap, learnt, invitation },
      person: person as string,
    }

    await ok(admin.send('PUT', '/api/desk/me/site', { site: 'vesna' }))
    theirs = await addPerson(product, admin, { email: 'vera@vesna.example', name: 'Вера', role: 'operator' })
    const vera = (await ok(admin.get('/api/desk/people'))).items.find(({ mail }) => mail === 'vera@vesna.example')
    await ok(admin.send('PUT', `/api/desk/people/${vera?.['id']}/sites`, { sites: [{ site: 'vesna', role: 'lead' }] }))
    theirs = await signIn(product, { email: 'vera@vesna.example', password: PASSWORD })
  })
  afterAll(() => product?.stop().then(dropDatabase))

  const routes = async () => {
    const { paths } = (await (await anonymous(product).get('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { 'x-who': string }>>
    }
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(() => path.startsWith('/api/desk/'))
        .map(([method, { 'x-who': who }]) => ({ route: `${method} ${path}`, method: method.toUpperCase(), path, who })),
    )
  }

  it('I11: what is tried here are all routes that name something of a shop', async () => {
    const named = (await routes()).filter(({ route, path }) => path.includes('{') && !NOT_OF_A_SITE.test(route))
    expect(Object.keys(FOREIGN).sort()).toEqual(named.map(({ route }) => route).sort())
  })
  it('I11: what is of one shop is not found by the lead of another, as if there were none', async () => {
    for (const [route, of] of Object.entries(FOREIGN)) {
      const [method = '', pattern = ''] = route.split(' ')
      const { path: id, body } = of(ids)
      const path = pattern.replace(/\{\w+\}/, id).replaceAll(/\{(\w+)\}/g, (_, name: string) => OF_IT[name] ?? '')
      const query = route.endsWith('difference') ? '?from=1&to=1' : ''
      const answered = await theirs.send(method.toUpperCase(), path + query, body)
      expect(answered.status, route).toBe(404)
      expect(await answered.text(), route).not.toContain(SECRET)
    }
    expect(await (await admin.get('/api/desk/me')).text()).toContain('"id":"vesna"')
  })
  it('I11: no list of one shop holds anything of another', async () => {
    const lists = (await routes()).filter(
      ({ method, path, who }) => method === 'GET' && !path.includes('{') && who !== 'admin',
    )
    expect(lists.length).toBeGreaterThan(20)
    const query = `?q=${encodeURIComponent(SECRET)}&text=${encodeURIComponent(SECRET)}&locale=ru&days=30&view=all`
    for (const { path } of lists) {
      for (const asked of [path, path + query]) {
        const text = await (await theirs.get(asked)).text()
        // A search says what it was asked for.
        const said = asked === path ? text : text.replaceAll(/"(query|text|q)":"[^"]*"/g, '')
        expect(said.includes(SECRET) && !path.endsWith('/match'), asked).toBe(false)
        expect(said, asked).not.toMatch(/olga@|zuzuka@|cnv_/)
      }
    }
    const { words } = (await (
      await theirs.send('POST', '/api/desk/spelling/check', { text: `${SECRET} зюзюкы` })
    ).json()) as { words: { word: string; suggestions: string[] }[] }
    expect(words.flatMap(({ suggestions }) => suggestions)).not.toContain(SECRET)
  })
  it('I11: an answer that both show is one record, of which the other learns what it says and nothing else', async () => {
    await ok(admin.send('PUT', '/api/desk/me/site', { site: 'tropa' }))
    const olga = await signIn(product, { email: 'olga@tropa.example', password: PASSWORD })
    const written = {
      ...{ site: 'tropa', locale: 'ru', category: 'returns', slug: 'shared-swap', audience: 'public' },
      ...{ question: 'Как обменять термобельё?', body: 'В «{{site.name}}» обмен бесплатный.' },
      ...{ products: [], shortcut: null, phrasings: [], from: null, sharedWith: ['vesna'] },
    }
    // Only who leads a shop brings an answer there.
    expect((await olga.send('POST', '/api/desk/answers', written)).status).toBe(403)
    const { answer: made } = (await ok(admin.send('POST', '/api/desk/answers', written))) as unknown as {
      answer: { id: string; sharedWith: string[] }
    }
    expect(made.sharedWith).toEqual(['vesna'])
    await ok(admin.send('POST', `/api/desk/answers/${made.id}/submit`))
    await ok(admin.send('POST', `/api/desk/answers/${made.id}/approve`))
    const there = `${made.id}_vesna`
    const found = async (site: string) => {
      const asked = `/api/search?q=${encodeURIComponent(written.question)}&locale=ru&site=${site}`
      return JSON.stringify(await ok(anonymous(product).get(asked)))
    }
    expect([await found('tropa'), await found('vesna')].map((text) => text.includes(there))).toEqual([false, true])
    expect(await found('vesna')).toContain('Весна')

    const list = await ok(theirs.get('/api/desk/shared-answers'))
    expect(list.items.map(({ id, site }) => [id, site])).toEqual([[there, 'vesna']])
    // Its lead learns whom to ask for a change, and that alone; an operator not even that.
    const { owner, ...detail } = await ok(theirs.get(`/api/desk/answers/${there}`))
    expect(owner).toEqual({ name: 'Тропа', mail: 'help@tropa.example' })
    const helper = await addPerson(product, theirs, { email: 'nina@vesna.example', name: 'Нина', role: 'operator' })
    const told = await ok(helper.get(`/api/desk/answers/${there}`))
    expect(JSON.stringify(told)).toContain('Весна')
    expect(JSON.stringify([list, detail, told])).not.toMatch(/tropa|Тропа|Алексей|Ольга|admin/i)
    for (const part of ['', '/submit', '/approve'])
      expect(
        (
          await theirs.send(part ? 'POST' : 'PATCH', `/api/desk/answers/${there}${part}`, {
            ...{ expectedRevision: 3, patch: { body: 'Наше' } },
          })
        ).status,
      ).toBe(404)

    // Somebody of the first alone sees nothing of the second in it, and takes it away from nobody by that.
    expect(await (await olga.get(`/api/desk/answers/${made.id}`)).text()).not.toContain('vesna')
    const patched = await olga.send('PATCH', `/api/desk/answers/${made.id}`, {
      ...{ expectedRevision: 3, patch: { body: 'В «{{site.name}}» обмен даром.', sharedWith: [] } },
    })
    expect([patched.status, (await patched.text()).includes('vesna')]).toEqual([200, false])
    expect((await olga.get(`/api/desk/answers/${made.id}/difference?from=1&to=4`)).status).toBe(200)
    expect(await found('vesna')).toContain(there)

    await ok(theirs.send('DELETE', `/api/desk/shared-answers/${there}`))
    expect((await ok(theirs.get('/api/desk/shared-answers'))).items).toEqual([])
    expect([await found('tropa'), await found('vesna')].map((text) => text.includes(made.id))).toEqual([true, false])
    expect(await (await admin.get(`/api/desk/answers/${made.id}`)).text()).not.toContain('vesna')
    await ok(admin.send('PUT', '/api/desk/me/site', { site: 'vesna' }))
  })
  it('I11: an invitation says nothing of other shops', async () => {
    const invited = await ok(
      theirs.send('POST', '/api/desk/invitations', { email: 'olga@tropa.example', name: 'Оля', role: 'operator' }),
    )
    const token = (invited['link'] as string).split('#')[1] ?? ''
    const said = await fetch(`${product.helpCentre}/api/invitations`, { headers: { 'x-invitation': token } })
    const stranger = await ok(
      theirs.send('POST', '/api/desk/invitations', { email: 'nobody@vesna.example', name: 'Оля', role: 'operator' }),
    )
    const other = await fetch(`${product.helpCentre}/api/invitations`, {
      headers: { 'x-invitation': (stranger['link'] as string).split('#')[1] ?? '' },
    })
    expect({ ...((await said.json()) as object), email: '' }).toEqual({
      ...((await other.json()) as object),
      email: '',
    })
    // The password of the first shop's desk lets her into the second as well; another one does not.
    const accept = (password: string) =>
      anonymous(product).send('POST', '/api/invitations/accept', { token, name: 'Оля', password })
    expect(await (await accept('not-the-one-she-has')).json()).toMatchObject({ code: 'wrong_credentials' })
    expect((await accept(PASSWORD)).status).toBe(200)
    const olga = await signIn(product, { email: 'olga@tropa.example', password: PASSWORD })
    expect((await ok(olga.get('/api/desk/sites'))).items.map(({ id }) => id)).toEqual(['tropa', 'vesna'])
    // Their lead ends it at once, and only there.
    expect((await theirs.send('DELETE', `/api/desk/people/${ids.person}/membership`)).status).toBe(200)
    expect((await ok(olga.get('/api/desk/sites'))).items.map(({ id }) => id)).toEqual(['tropa'])
    expect((await olga.send('PUT', '/api/desk/me/site', { site: 'vesna' })).status).toBe(404)
  })
  it('I11: the loader names to a shop’s page no other shop', async () => {
    const loader = async (referer: string) =>
      (await fetch(`${product.helpCentre}/widget.js`, { headers: { referer } })).text()
    const [tropa, vesna] = [await loader('https://tropa.example/p/1'), await loader('https://vesna.example/')]
    expect([tropa.includes('tropa'), tropa.includes('vesna')]).toEqual([true, false])
    expect([vesna.includes('vesna'), vesna.includes('tropa')]).toEqual([true, false])
  })
  it('I11: a help centre is found by its host, and one shop’s answers are not in the other’s', async () => {
    const page = async (host: string, path: string) => {
      const { port } = new URL(product.helpCentre)
      const { request } = await import('node:http')
      return new Promise<{ status: number; text: string }>((resolve, reject) => {
        request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
          let text = ''
          response.on('data', (part: Buffer) => (text += part))
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        })
          .on('error', reject)
          .end()
      })
    }
    expect((await page('help.vesna.example', '/ru')).text).toContain('Весна')
    expect((await page(new URL(product.helpCentre).host, '/ru')).text).toContain('Тропа')
    const published = '/ru/delivery/delivery-cost'
    expect((await page(new URL(product.helpCentre).host, published)).status).toBe(200)
    expect((await page('help.vesna.example', published)).status).toBe(404)
    const sitemap = (await page('help.vesna.example', '/sitemap.xml')).text
    expect(sitemap).toContain('https://help.vesna.example/')
    expect(sitemap).not.toContain('delivery-cost')
  })
})
