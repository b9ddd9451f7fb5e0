import type { InterfaceLocale } from '#shared'

/** One visitor as the HTTP routes know them from their token. */
export interface Visitor {
  visitorId: string
  site: string
  locale: InterfaceLocale
  verified: { id: string; name: string | null; mail: string | null } | null
}
