import { answersLocale, boundTexts, type InterfaceLocale } from '#shared'
import { MESSENGERS, type Site } from '#kb'
import type { OwnLook } from '#protocol'
import { picturePath } from '../../pictures/public-pictures.ts'
import { problemText } from '../problems/problem-texts.ts'
import { consentLine } from '../../visitors/consent.ts'

/** Ways to the shop beside the chat, as links. */
export function waysTo({ contacts }: Pick<Site, 'contacts'>): NonNullable<OwnLook['ways']> {
  const phone =
    contacts.phone === ''
      ? []
      : [{ kind: 'phone' as const, url: `tel:${dialled(contacts.phone)}`, text: contacts.phone }]
  return [
    ...phone,
    ...MESSENGERS.filter((kind) => contacts[kind] !== '').map((kind) => ({ kind, url: contacts[kind], text: '' })),
  ]
}
const dialled = (phone: string) => phone.replace(/[^\d+]/g, '')

/** What it asks before the first message, in the reader's words. */
function askedBy({ form }: Pick<Site, 'form'>, locale: InterfaceLocale): Pick<OwnLook, 'form'> {
  const fields = Object.fromEntries(Object.entries(form.fields).filter(([, how]) => how !== 'off'))
  const subjects = form.subjects.map(({ label, needs }) => ({ label: label[answersLocale(locale)], needs }))
  return form.on && (subjects.length > 0 || Object.keys(fields).length > 0) ? { form: { fields, subjects } } : {}
}

/** What a shop has set for itself, for a reader of this language; nothing where all is as we show it. */
export function ownLookOf(site: Site, locale: InterfaceLocale, publicUrl: string): { own?: OwnLook } {
  const { logos, texts } = site
  const consent = consentLine(site, locale)
  const ways = waysTo(site)
  const logo = logos.square ?? logos.light
  const address = (id: string) => publicUrl + picturePath(id, '320.webp')
  const own: OwnLook = {
    ...(Object.keys(texts.widget[locale] ?? {}).length > 0
      ? { texts: boundTexts(texts.widget[locale] ?? {}, locale) }
      : {}),
    ...(site.brand.font ? { font: site.brand.font } : {}),
    ...(logo ? { logo: { light: address(logo), dark: address(logos.square ?? logos.dark ?? logo) } } : {}),
    ...(consent ? { consent } : {}),
    ...(site.identity.enforced ? { known: problemText('identity_required', locale) } : {}),
    ...askedBy(site, locale),
    ...(site.preview ? { preview: true } : {}),
    ...(ways.length > 0 ? { ways } : {}),
  }
  return Object.keys(own).length > 0 ? { own } : {}
}
