import { beforeEach, describe, expect, it } from 'vitest'
import type { CacheProvider } from 'astro'
import routeCache, { ROUTE_CACHE, type RouteCache } from './route-cache.ts'

const server = () => (globalThis as Record<symbol, unknown>)[ROUTE_CACHE] as RouteCache
let cache: CacheProvider
let rendered: number
beforeEach(() => {
  cache = routeCache({ max: 10 })
  rendered = 0
})

/** A request as Astro hands it to a provider; the page counts how often it was rendered. */
async function visit(
  address: string,
  { tags = ['answer:1'], during = async () => {}, method = 'GET' } = {},
): Promise<string> {
  const render = async () => {
    rendered += 1
    const text = `rendering ${rendered}`
    await during()
    return new Response(text, { headers: { 'CDN-Cache-Control': 'max-age=60', 'Cache-Tag': tags.join(',') } })
  }
  const log = { info() {}, warn() {}, error() {} }
  const response = await cache.onRequest?.(
    { request: new Request(address, { method }), url: new URL(address), logger: log } as never,
    render,
  )
  return response?.text() ?? ''
}

describe('the route cache', () => {
  it('renders a page once and keeps it until one of its tags changes', async () => {
    await visit('http://a/en/x')
    expect(await visit('http://a/en/x')).toBe('rendering 1')
    await server().invalidate({ tags: ['answer:2'] })
    expect(await visit('http://a/en/x')).toBe('rendering 1')
    await server().invalidate({ tags: ['answer:1', 'home'] })
    expect(await visit('http://a/en/x')).toBe('rendering 2')
  })
  it('forgets a page that was being rendered while its answer changed', async () => {
    const old = await visit('http://a/en/x', { during: () => server().invalidate({ tags: ['answer:1'] }) })
    expect(old).toBe('rendering 1')
    expect(await visit('http://a/en/x')).toBe('rendering 2')
  })
  it('takes one place for a page, whatever Host it is asked by', async () => {
    await visit('http://a/en/x')
    expect(await visit('http://made-up.example/en/x')).toBe('rendering 1')
  })
  it('keeps nothing of any method but GET', async () => {
    await visit('http://a/en/x', { method: 'HEAD' })
    expect(await visit('http://a/en/x')).toBe('rendering 2')
  })
})
