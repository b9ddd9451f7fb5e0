import type { Face, OwnLook, WidgetContext } from '#protocol'
import { fields, list, Malformed, maybe, oneOf, text, webAddress } from '../api/read.ts'

export function readFace(value: unknown): Face {
  const from = fields(value)
  return {
    name: text(from.name),
    ...(from.role ? { role: text(from.role) } : {}),
    ...(from.photo ? { photo: webAddress(from.photo) } : {}),
  }
}

/** Only these become a link. */
const way = (value: unknown) => {
  if (!/^(https:\/\/|tel:\+?\d)/.test(text(value))) throw new Malformed()
  return value as string
}

/** What of the shop's own a panel draws; what does not fit is not drawn. */
export function readLook(context: WidgetContext | null): Omit<OwnLook, 'texts' | 'font'> & { team: Face[] } {
  try {
    const own = fields(context?.own ?? {})
    const logo = maybe(own.logo, fields)
    const consent = maybe(own.consent, fields)
    return {
      team: list(context?.team ?? [], readFace, 4),
      ...(logo ? { logo: { light: webAddress(logo.light), dark: webAddress(logo.dark) } } : {}),
      ...(consent
        ? {
            consent: {
              text: text(consent.text),
              version: text(consent.version),
              link: maybe(consent.link, way),
              tick: consent.tick === true,
            },
          }
        : {}),
      ...(own.known ? { known: text(own.known) } : {}),
      ways: list(own.ways ?? [], (one) => {
        const { kind, url, text: words } = fields(one)
        return { kind: oneOf(kind, 'phone', 'telegram', 'whatsapp', 'vk', 'max'), url: way(url), text: text(words) }
      }),
    }
  } catch {
    return { team: [] }
  }
}
