/** What an owner who adds a second file to `content/sites` must know beforehand; null: there is one. */
export function aboutSeveralSites(ids: readonly string[]): string | null {
  const [first, ...others] = ids
  if (first === undefined || others.length === 0) return null
  return `content/sites holds ${ids.length} sites, and this version serves several only in part: the help centre, the desk's settings and Growth are those of “${first}”. Widgets of ${others.map((id) => `“${id}”`).join(', ')} work, their settings change in their files alone, and every operator sees the conversations of all sites.`
}
