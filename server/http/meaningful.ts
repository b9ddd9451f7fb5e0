/** Of the query of a page: what it reads. The addresses of all other pages mean the same whatever stands behind `?`. */
const READ: [page: RegExp, names: readonly string[]][] = [
  [/^\/[a-z]{2}\/search$/, ['q']],
  [/^\/[a-z]{2}\/letters$/, ['link', 'stopped']],
  [/^\/[a-z]{2}\/[a-z0-9-]+$/, ['page']],
]

/**
 * An address without what no page reads, so that made-up queries (and marks of campaigns) cost no rendering and no place in a
 * cache. The browser still shows them.
 */
export function meaningful(url: string): string {
  const at = url.indexOf('?')
  if (at < 0) return url
  const path = url.slice(0, at)
  const names = READ.find(([page]) => page.test(path))?.[1]
  if (!names) return path
  const given = new URLSearchParams(url.slice(at))
  const read = new URLSearchParams(names.flatMap((name) => (given.has(name) ? [[name, given.get(name) ?? '']] : [])))
  return read.size > 0 ? `${path}?${read}` : path
}
