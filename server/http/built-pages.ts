import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PageHandler } from './listener.ts'

/** The built help centre and desk; without a build there are no pages. */
export async function builtPages(root: string): Promise<PageHandler> {
  const entry = join(root, 'dist', 'server', 'entry.mjs')
  if (!existsSync(entry)) return (_request, _response, next) => Promise.resolve(next())
  return ((await import(pathToFileURL(entry).href)) as { handler: PageHandler }).handler
}

interface RouteCache {
  invalidate(options: { tags: string[] }): Promise<void>
}
/** Of the pages that were drawn; absent until the built site is there. */
export const routeCache = (): RouteCache | undefined =>
  (globalThis as Record<symbol, unknown>)[Symbol.for('firstline.cache')] as RouteCache | undefined
