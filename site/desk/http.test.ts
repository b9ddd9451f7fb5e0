import { afterEach, describe, expect, it, vi } from 'vitest'
import { addressOf, get, post } from './http.ts'
import { problemText } from './problems.ts'

/** The network ends at `fetch`: what is asked for is what a browser would send. */
function network(answer: unknown, status = 200) {
  const fetched = vi.fn((_path: string, _how: RequestInit) => Promise.resolve(Response.json(answer, { status })))
  vi.stubGlobal('fetch', fetched)
  return fetched
}
afterEach(() => vi.unstubAllGlobals())

describe('the desk over HTTP', () => {
  it('writes what stands for a name into the address, safely', () => {
    expect(addressOf('/desk/answers/{id}/phrasings/{phrasingId}', { id: 'ans_1', phrasingId: 'a/b ?' }, {})).toBe(
      '/api/desk/answers/ans_1/phrasings/a%2Fb%20%3F',
    )
  })

  it('leaves out of the address what was not asked', () => {
    expect(addressOf('/desk/answers', {}, { state: 'draft', locale: '', page: 2, text: undefined })).toBe(
      '/api/desk/answers?state=draft&page=2',
    )
  })

  it('sends a body with every change, an empty one where nothing is said', async () => {
    const fetched = network({ answer: {} })
    await post('/desk/answers/{id}/approve', { params: { id: 'ans_1' } })
    expect(fetched).toHaveBeenCalledWith('/api/desk/answers/ans_1/approve', expect.objectContaining({ body: '{}' }))
    await get('/desk/counts')
    expect(fetched.mock.lastCall?.[1].body).toBeNull()
  })

  it('answers a refusal with the code of the thing refused', async () => {
    network({ code: 'conflict', message: '', refused: { code: 'revision_conflict', current: 7 } }, 409)
    const answered = await get('/desk/me')
    expect(answered).toMatchObject({
      ok: false,
      problem: { status: 409, code: 'revision_conflict', refused: { current: 7 } },
    })
  })

  it('knows every code there is: one that is misspelt does not compile', async () => {
    network({ code: 'revision_conflict', message: '' }, 409)
    const answered = await get('/desk/me')
    // @ts-expect-error no route refuses so
    expect(!answered.ok && answered.problem.code === 'revsion_conflict').toBe(false)
    // @ts-expect-error and none is worded
    expect(problemText({ code: 'revsion_conflict' })).not.toBe('')
    expect(answered).toMatchObject({ problem: { code: 'revision_conflict' } })
  })

  it('answers a dead network with a refusal, never with a fault', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
    expect(await get('/desk/me')).toMatchObject({ ok: false, problem: { code: 'unreachable' } })
  })
})
