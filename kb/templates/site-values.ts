import { hoursInOneLine, type Locale } from '#shared'
import type { Site } from '../catalogue/catalogue.ts'
import type { PlaceholderValues } from './templates.ts'

/** What a site's own settings say in place of `{{site.…}}` and `{{value.…}}`. */
export const siteValues = (site: Site, locale: Locale): PlaceholderValues => ({
  site: {
    name: site.name[locale],
    hours: hoursInOneLine(site.hours, locale),
    phone: site.contacts.phone,
    mail: site.mail,
    address: site.contacts.address[locale],
  },
  value: Object.fromEntries(site.values.map((one) => [one.name, one.text[locale]])),
})
