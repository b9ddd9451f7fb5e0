import { countryCodes } from '#shared'
import { age, now } from '../dates.ts'
import { language, t } from '../texts.ts'
import type { Invitation, Visit } from './here.ts'

/** The address as it is read at a glance: without the shop's own name. */
export function pathOf(url: string): string {
  const path = new URL(url).pathname
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** The campaign's source, else the page before; null: neither is known. */
export const cameFrom = ({ source, referrer }: Pick<Visit, 'source' | 'referrer'>): string | null => source ?? referrer

/** `русский`, `English`; the tag itself where it names no language. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([language.value], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** The country by its name; null: nobody knows. */
export const countryName = (country: string | null): string | null =>
  country && (new Intl.DisplayNames([language.value], { type: 'region' }).of(country) ?? null)

/** City and country, as far as they are known; null: neither. */
export const placeName = ({ city, country }: Pick<Visit, 'city' | 'country'>): string | null =>
  [city, countryName(country)].filter(Boolean).join(', ') || null

/** Every country there is, by its name in the reader's language: code and name. */
export function allCountries(): [code: string, name: string][] {
  const names = new Intl.DisplayNames([language.value], { type: 'region', fallback: 'none' })
  const found = countryCodes().flatMap((code): [string, string][] => {
    const name = NO_COUNTRIES.has(code) ? undefined : names.of(code)
    return name ? [[code, name]] : []
  })
  return found.sort(([, one], [, other]) => one.localeCompare(other, language.value))
}
/** Unions, and none. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'])

/** What a clock shows where they are; null: nobody knows where. */
export function clockThere(timeZone: string, now: number): string | null {
  try {
    return new Intl.DateTimeFormat(language.value, { timeZone, hour: 'numeric', minute: '2-digit' }).format(now)
  } catch {
    return null
  }
}

/** How an invitation stands, and whose it is. */
export function invitationWords({ by, shown, ending }: Pick<Invitation, 'by' | 'ending' | 'shown'>): string {
  const key = ending === null ? (shown ? 'shown' : 'sent') : ending
  return t(`invited.${key}`, { name: by.name })
}

const MINUTE_MS = 60_000

/** How long since, as it is said of something that goes on. */
export const howLong = (at: string): string =>
  now.value - Date.parse(at) < MINUTE_MS ? t('visitors.underMinute') : age(at)
