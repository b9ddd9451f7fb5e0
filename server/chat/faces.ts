import { answersLocale, type InterfaceLocale } from '#shared'
import type { Face } from '#protocol'
import { marks, type Sql } from './sql.ts'

/** How somebody is presented where nothing is said of a site. */
export const EVERYWHERE = ''

type ByLocale = Partial<Record<InterfaceLocale, string>>
/** How somebody is presented at one site. */
export interface FaceRecord {
  personId: string
  site: string
  /** Id of a public picture. */
  photo: string | null
  names: ByLocale
  roles: ByLocale
}
interface FaceRow extends Omit<FaceRecord, 'names' | 'roles'> {
  names: string
  roles: string
}

/** Words for an account, not for a human: whoever is still called so has not said what visitors call them. */
const NOBODYS_NAME = /^(admin|administrator|админ|администратор|root|operator|оператор|support|test|user|owner)\d*$/iu

const inTheirs = (texts: ByLocale, locale: InterfaceLocale): string | undefined =>
  texts[locale] ?? texts[answersLocale(locale)]

/**
 * Name, photograph and role as visitors of this site see them, in their language. An alias of a site stands for the name in every
 * language: where it has none for this one it is told in another rather than giving the name away. Empty: no human name is known.
 */
export function faceIn(
  records: readonly FaceRecord[],
  person: { id: string; name: string },
  { site, locale }: { site: string; locale: InterfaceLocale },
): { name: string; role: string | null; photo: string | null } {
  const own = records.filter(({ personId }) => personId === person.id)
  const here = own.find((one) => one.site === site)
  const usual = own.find((one) => one.site === EVERYWHERE)
  const alias = here && (inTheirs(here.names, locale) ?? Object.values(here.names)[0])
  const account = NOBODYS_NAME.test(person.name.trim()) ? '' : person.name
  return {
    name: alias ?? (usual && inTheirs(usual.names, locale)) ?? account,
    role: (here && inTheirs(here.roles, locale)) ?? (usual && inTheirs(usual.roles, locale)) ?? null,
    // An alias with the photograph of the person behind it would be none.
    photo: here?.photo ?? (alias === undefined ? usual?.photo : null) ?? null,
  }
}

export async function faceRecords(sql: Pick<Sql, 'all'>, personIds?: readonly string[]): Promise<FaceRecord[]> {
  const rows = await sql.all<FaceRow>(
    `select "personId", "site", "photo", "names", "roles" from "faces"${
      personIds ? ` where "personId" in (${marks(personIds.length)})` : ''
    } order by "personId", "site"`,
    ...(personIds ?? []),
  )
  return rows.map((row) => ({ ...row, names: JSON.parse(row.names), roles: JSON.parse(row.roles) }))
}

/** Whoever answers without a name of their own: no visitor talks to nobody, and none to "admin". */
const NAMELESS: Record<InterfaceLocale, string> = { ru: 'Специалист', en: 'Support', de: 'Support' }

/** What the visitor of this conversation calls them from now on. */
export const shownName = async (
  sql: Pick<Sql, 'all'>,
  person: { id: string; name: string },
  where: { site: string; locale: InterfaceLocale },
): Promise<string> => faceIn(await faceRecords(sql, [person.id]), person, where).name || NAMELESS[where.locale]

const KEPT_MS = 5_000

/** All of them, as they are asked for with every change of a conversation; a change made elsewhere counts within five seconds. */
export function keptFaces(sql: Pick<Sql, 'all'>): { all(now: number): Promise<FaceRecord[]>; forget(): void } {
  let kept: { at: number; faces: Promise<FaceRecord[]> } | null = null
  return {
    all: (now) => {
      if (kept && now - kept.at < KEPT_MS) return kept.faces
      const faces = faceRecords(sql)
      kept = { at: now, faces }
      faces.catch(() => (kept = null))
      return faces
    },
    forget: () => {
      kept = null
    },
  }
}

/** As it leaves: what is not known is left out. `addressOf` makes an address of a picture's id. */
export const presentFace = (
  { name, role, photo }: ReturnType<typeof faceIn>,
  addressOf: (photo: string) => string,
): Face => ({ name, ...(role ? { role } : {}), ...(photo ? { photo: addressOf(photo) } : {}) })
