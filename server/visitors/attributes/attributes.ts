import { type AttributeFault, CONTEXT, DAY_MS, faultText, readAttribute } from '#shared'
import type { Database, Library, Site } from '#kb'
import type { Log } from '../../log.ts'
import { type AttributeRow, keptAttributes } from './kept-attributes.ts'

/** A fact as the desk shows it. */
export interface ToldAttribute {
  name: string
  value: string
  /** The shop's server said it; else only its page did, and a visitor can change that. */
  verified: boolean
  private: boolean
  at: string
}
export interface RefusedAttribute {
  name: string
  because: AttributeFault
}

/** What the shop's page and server tell of its visitors, of what its settings name. */
export interface Attributes {
  /** Takes what can be taken, and says of the rest why not. `verified`: signed by the shop's server. */
  tell(
    site: Site,
    subject: string,
    values: Readonly<Record<string, unknown>>,
    how: { verified: boolean; now: number },
  ): Promise<RefusedAttribute[]>
  /** By all ids of one person, in the order of the settings; of two values the signed one counts, else the newer. */
  of(site: Pick<Site, 'attributes' | 'id'>, subjects: readonly string[]): Promise<ToldAttribute[]>
  /** The same of many, by subject. */
  ofEach(site: Pick<Site, 'attributes' | 'id'>, subjects: readonly string[]): Promise<Map<string, ToldAttribute[]>>
  forget(site: string, subject: string): Promise<void>
  /** Of those who have no conversation what is old. Done by itself every hour. */
  prune(): Promise<void>
  close(): void
}

/** Of somebody who never wrote; of a browser that is only watched no longer than its visits. */
const KEPT_MS = 90 * DAY_MS
const PRUNE_EVERY_MS = 3_600_000

const formsOf = ({ attributes }: Pick<Site, 'attributes'>) =>
  new Map([...attributes, ...CONTEXT.map((one) => ({ ...one, private: false }))].map((one) => [one.name, one]))

export function openAttributes({
  database,
  library,
  log,
}: {
  database: Pick<Database, 'db'>
  library: { find: Pick<Library['find'], 'sites'> }
  log: Pick<Log, 'warn'>
}): Attributes {
  const rows = keptAttributes(database)
  const prune = async () => {
    const before = (ms: number) => new Date(Date.now() - ms).toISOString()
    for (const { id, watch } of await library.find.sites())
      while (await rows.prune(id, { visitors: before(KEPT_MS), browsers: before(watch.keepDays * DAY_MS) }));
  }
  const timer = setInterval(
    () =>
      void prune().catch((fault: unknown) => log.warn({ fault: faultText(fault) }, 'old attributes stay; will retry')),
    PRUNE_EVERY_MS,
  ).unref()
  /** What the settings no longer name is shown to nobody. */
  const shown = (site: Pick<Site, 'attributes'>, all: readonly AttributeRow[]): ToldAttribute[] =>
    [...formsOf(site).values()].flatMap((form) => {
      const [row] = all
        .filter(({ name }) => name === form.name)
        .sort((one, other) => other.verified - one.verified || other.at.localeCompare(one.at))
      return row
        ? [{ name: row.name, value: row.value, verified: row.verified === 1, private: form.private, at: row.at }]
        : []
    })
  return {
    async tell(site, subject, values, { verified, now }) {
      const forms = formsOf(site)
      const refused: RefusedAttribute[] = []
      for (const [name, given] of Object.entries(values)) {
        const read = readAttribute(forms.get(name), given)
        const key = { site: site.id, subject, name, verified: verified ? 1 : 0 }
        if (!read.ok) refused.push({ name, because: read.because })
        else if (read.value === null) await rows.take(key)
        else await rows.put({ ...key, value: read.value, at: new Date(now).toISOString() })
      }
      return refused
    },
    of: async (site, subjects) => (subjects.length === 0 ? [] : shown(site, await rows.of(site.id, subjects))),
    ofEach: async (site, subjects) => {
      const bySubject = Map.groupBy(await rows.of(site.id, subjects), ({ subject }) => subject)
      return new Map([...bySubject].map(([subject, all]) => [subject, shown(site, all)]))
    },
    forget: (site, subject) => rows.forget(site, subject),
    prune,
    close: () => clearInterval(timer),
  }
}
