import type { BodyOf } from '#desk-api'
import type { Site } from '../shapes.ts'

/** The shop without what is not set at the desk. */
export function settable(shop: Site): BodyOf<'/desk/site', 'put'> {
  const {
    id: _id,
    url: _url,
    locales: _locales,
    defaultLocale: _default,
    productUrlPattern: _pattern,
    ...settings
  } = shop
  return settings
}
