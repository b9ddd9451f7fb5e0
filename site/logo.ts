import type { Site } from '#kb'

/** Where the shop's picture is, for each theme; null: it has none, and its drawn mark stands. */
export function logoAddress({ logos }: Pick<Site, 'logos'>): { light: string | null; dark: string | null } {
  const address = (id: string | null) => id && `/api/pictures/${id}/640.webp`
  const light = logos.light ?? logos.square
  return { light: address(light), dark: address(logos.dark ?? light) }
}
