import { readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type CityResponse, Reader, type Response } from 'mmdb-lib'
import { faultText } from '#shared'
import type { Log } from '../../log.ts'

/** Where an address is, as a file says it; null: it does not say. */
export interface Place {
  /** ISO 3166-1. */
  country: string | null
  city: string | null
}

/** A file on this machine answers: nobody outside is asked, and nothing of an address is kept. */
export interface Places {
  /** `network`: an address, or what `networkOf` makes of it. `locale`: in which language a city is named, where the file has several. */
  of(network: string, locale: string): Promise<Place>
  /** The owner gave a file of their own; the one that comes along knows countries alone. */
  readonly ownFile: boolean
}

/** Countries by address, from the statistics of the registries: its licence is named in the README. */
const { resolve } = createRequire(import.meta.url)
const ownFile = () => resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb')
/** A file that was replaced counts within this; one that could not be read is tried again then. */
const LOOK_EVERY_MS = 600_000
const NOWHERE: Place = { country: null, city: null }
const CODE = /^[A-Z]{2}$/
const LONGEST_CITY = 80

interface Opened {
  lookedAt: number
  changedAt: number
  reader: Reader<Response> | null
}

/** Read when somebody is first asked for: where nobody is, it costs neither a start nor memory. */
export function openPlaces({
  file,
  log,
  now = Date.now,
}: {
  file: string | undefined
  log: Pick<Log, 'warn'>
  now?: () => number
}): Places {
  const path = file ?? ownFile()
  let opened: Promise<Opened> | null = null
  const open = async (before: Opened | null): Promise<Opened> => {
    const lookedAt = now()
    try {
      const { mtimeMs: changedAt } = await stat(path)
      if (before?.reader && before.changedAt === changedAt) return { ...before, lookedAt }
      return { lookedAt, changedAt, reader: new Reader<Response>(await readFile(path)) }
    } catch (fault) {
      log.warn(
        { fault: faultText(fault), file: path },
        'the file that says where addresses are cannot be read: countries come from time zones alone; check GEOIP_FILE',
      )
      return { lookedAt, changedAt: before?.changedAt ?? 0, reader: before?.reader ?? null }
    }
  }
  const reader = async () => {
    const known = await (opened ??= open(null))
    if (now() - known.lookedAt <= LOOK_EVERY_MS) return known.reader
    // Whoever asks now is answered by the earlier file; those after wait for the next.
    opened = open(known)
    return known.reader
  }
  return {
    ownFile: file !== undefined,
    of: async (network, locale) => {
      const from = await reader()
      try {
        return from ? placeIn(from.get(network.replace(/\/\d+$/, '')), locale) : NOWHERE
      } catch {
        // A file that is cut short, or something that is no address.
        return NOWHERE
      }
    },
  }
}

/** Of the shape of MaxMind's and DB-IP's files, or of the flat one of ip-location-db. */
function placeIn(record: unknown, locale: string): Place {
  if (typeof record !== 'object' || record === null) return NOWHERE
  const flat = record as { country_code?: unknown; city?: unknown }
  const { country, city } = record as Partial<CityResponse>
  const code = country?.iso_code ?? flat.country_code
  const names = typeof city === 'object' ? new Map<string, unknown>(Object.entries(city.names ?? {})) : undefined
  const name = names ? (names.get(locale) ?? names.get('en')) : flat.city
  return {
    country: typeof code === 'string' && CODE.test(code) ? code : null,
    city: typeof name === 'string' && name !== '' ? name.slice(0, LONGEST_CITY) : null,
  }
}
