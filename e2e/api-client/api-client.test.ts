import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN, type Product, startProduct } from '../kit/product.ts'
import { runCommand } from '../kit/run-command.ts'

const root = join(import.meta.dirname, '../..')
/** Of every change at the desk. */
const headers = { 'x-firstline': '1' }

interface Asked {
  path?: Record<string, string>
  query?: Record<string, unknown>
  headers?: Record<string, string>
  body?: unknown
  throwOnError?: boolean
}
/** A call as the generator writes it. An answer that is not as the document says fails. */
// biome-ignore lint/suspicious/noExplicitAny: the types are generated with the calls, after this file is compiled
type Call = (asked?: Asked) => Promise<{ data: any; error?: unknown; response: Response }>
interface Operation {
  operationId: string
  parameters?: { name: string; in: string; required?: boolean; schema: { enum?: string[] } }[]
}

describe('a client generated from the document', () => {
  let product: Product
  let folder: string
  let document: { paths: Record<string, Record<string, Operation>> }
  let calls: Record<string, Call>
  let client: { setConfig(config: object): void }
  /** What the client proves itself with: the names of cookies, or the token of a visitor. */
  const proofs = new Map<string, string>()

  const call = async (name: string, asked: Asked = {}) => {
    const found = calls[name]
    if (!found) throw new Error(`no call ${name}`)
    return (await found({ throwOnError: true, ...asked })).data
  }

  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    // Beside what is built: the generated code finds its packages there and belongs to no one.
    folder = mkdtempSync(join(root, 'dist/api-client-'))
    const text = await (await fetch(`${product.helpCentre}/api/openapi.json`)).text()
    document = JSON.parse(text)
    writeFileSync(join(folder, 'openapi.json'), text)
    const { code, errors } = await runCommand(
      'e2e/api-client/generate.ts',
      [join(folder, 'openapi.json'), join(folder, 'client')],
      {},
    )
    expect(code, errors).toBe(0)
    calls = await import(join(folder, 'client/index.ts'))
    ;({ client } = await import(join(folder, 'client/client.gen.ts')))
    client.setConfig({
      baseUrl: product.helpCentre,
      auth: ({ name, scheme }: { name?: string; scheme?: string }) => proofs.get(name ?? scheme ?? ''),
    })
  })
  afterAll(async () => {
    await product?.stop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  it('compiles strictly, and no change without the header the document asks for', async () => {
    writeFileSync(
      join(folder, 'client/use.ts'),
      `import { postDeskAnswersByIdSubmit } from './index'
       const path = { id: 'ans_00VbfchdLePqiz8pU3iKrAMHF4n6LUl' }
       export const sent = () => postDeskAnswersByIdSubmit({ path, headers: { 'x-firstline': '1' } })
       // @ts-expect-error the header is missing
       export const refused = () => postDeskAnswersByIdSubmit({ path })`,
    )
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          target: 'es2023',
          lib: ['es2023', 'dom', 'dom.iterable'],
          module: 'preserve',
          types: [],
        },
        include: ['client'],
      }),
    )
    const { code, output } = await runCommand('node_modules/typescript/bin/tsc', ['-p', folder], {})
    expect([code, output]).toEqual([0, ''])
  })
  it('searches, reads an answer and says that it helped', async () => {
    const { hits } = await call('getSearch', { query: { q: 'где мой заказ', locale: 'ru', site: 'tropa' } })
    const { id } = hits[0]
    const answer = await call('getAnswersById', { path: { id }, query: { locale: 'ru' } })
    expect(answer.html).toContain('<p>')
    const { token } = await call('postVisitors', { body: { site: 'tropa', locale: 'ru' } })
    proofs.set('bearer', token)
    const outcome = { site: 'tropa', locale: 'ru', helped: true, query: 'где мой заказ' }
    expect(await call('postAnswersByIdOutcome', { path: { id }, body: outcome })).toEqual({})
  })
  it('leaves a message as a visitor and reads it back as text', async () => {
    const packet = {
      searches: [],
      read: [],
      page: null,
      product: null,
      draft: '',
      locale: 'ru',
      timeZone: 'Europe/Moscow',
    }
    const { conversation } = await call('postConversations', {
      body: { clientMessageId: 'client-00000001', text: 'Не пришёл чек', packet },
    })
    expect(await call('getConversationsByIdTranscript', { path: { id: conversation.id } })).toContain('Не пришёл чек')
  })
  it('signs in', async () => {
    await expect(call('getDeskMe')).rejects.toMatchObject({ code: 'signed_out' })
    const { data, error, response } = (await calls.postAuthSignInEmail?.({ headers, body: ADMIN })) ?? {}
    expect(error ?? data).toEqual({ twoFactorRedirect: false })
    for (const cookie of response?.headers.getSetCookie() ?? []) {
      const [name = '', value = ''] = cookie.split(';', 1)[0]?.split(/=(.*)/s) ?? []
      proofs.set(name, value)
    }
    expect((await call('getDeskMe')).person.role).toBe('admin')
  })
  it('reads the lists of the desk', async () => {
    const { items } = await call('getDeskConversations', { query: { view: 'all' } })
    expect(items[0].question).toBe('Не пришёл чек')
    expect((await call('getDeskAnswers', { query: { state: 'published', perPage: 5 } })).items).toHaveLength(5)
  })
  it('writes an answer, sends it to review and approves it, and visitors find it', async () => {
    const draft = {
      site: 'tropa',
      locale: 'en',
      category: 'orders',
      slug: '',
      question: 'Do you sell gramophone needles?',
      body: 'No, but a music shop does.',
      products: [],
      audience: 'public',
      shortcut: null,
      phrasings: [],
    }
    const { answer } = await call('postDeskAnswers', { headers, body: draft })
    const path = { id: answer.id }
    expect((await call('postDeskAnswersByIdSubmit', { headers, path })).answer.state).toBe('in_review')
    expect((await call('postDeskAnswersByIdApprove', { headers, path })).answer.state).toBe('published')
    await expect
      .poll(
        async () =>
          (await call('getSearch', { query: { q: draft.question, locale: 'en', site: 'tropa' } })).hits[0]?.id,
        { timeout: 30_000 },
      )
      .toBe(answer.id)
  })
  it('is answered by every list and report as the document says', async () => {
    const given: Record<string, unknown> = {
      site: 'tropa',
      locale: 'ru',
      q: 'доставка',
      visit: crypto.randomUUID(),
      figure: 'taken',
      name: 'value.term',
      from: '2026-11-01',
      until: '2026-11-28',
    }
    const asked = Object.values(document.paths).flatMap(({ get }) =>
      get && !get.parameters?.some((one) => one.in !== 'query' && one.required) ? [get] : [],
    )
    expect(asked.length).toBeGreaterThan(25)
    for (const { operationId, parameters = [] } of asked) {
      const needed = parameters.filter(({ required }) => required).map(({ name }) => [name, given[name]])
      const query = Object.fromEntries(needed)
      await expect(call(operationId, { query }), operationId).resolves.toBeTruthy()
    }
  })
})
