import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared'
import type { CatalogueSource, FeedTold, Library } from '#kb'
import type { People } from '../auth/people.ts'
import type { Log } from '../log.ts'
import type { DeskLetters } from '../mail/desk-letters.ts'
import { mailText } from '../mail/mail-texts.ts'
import type { Live } from '../realtime/live.ts'

const LEAST_CALM_MS = HOUR_MS
const MOST_CALM_MS = DAY_MS
const TURNS = 2

/** How long a feed must be well before that is written: two turns of it, so that one which comes and goes writes no letter each time. */
const calmMs = ({ everyMinutes }: Pick<CatalogueSource, 'everyMinutes'>): number =>
  Math.min(MOST_CALM_MS, Math.max(LEAST_CALM_MS, TURNS * everyMinutes * MINUTE_MS))

type Letter = 'feedBroken' | 'feedWell'
/** What is to be written of a feed now, and remembered of it; null: all was said. */
function nextOf(source: CatalogueSource, now: number): { told: FeedTold; letter: Letter | null } | null {
  const { fault, toldAt, wellSince } = source
  const at = new Date(now).toISOString()
  if (fault) {
    if (!toldAt) return { told: { toldAt: at, wellSince: null }, letter: 'feedBroken' }
    return wellSince ? { told: { toldAt, wellSince: null }, letter: null } : null
  }
  if (!toldAt) return null
  if (!wellSince) return { told: { toldAt, wellSince: at }, letter: null }
  const isCalm = now - Date.parse(wellSince) >= calmMs(source)
  return isCalm ? { told: { toldAt: null, wellSince: null }, letter: 'feedWell' } : null
}

/**
 * Tells the leads of a shop whose feed broke: on the desk for as long as it lasts, and by a letter once; and by another once it has
 * been well for a while. Of several nodes one writes.
 */
export function tellFeeds(parts: {
  library: Pick<Library, 'catalogue' | 'find'>
  people: Pick<People, 'list'>
  live: Pick<Live, 'feedsBroken'>
  /** null: no mail server is set. */
  letters: DeskLetters | null
  publicUrl: string
  log: Log
}): (troubled: readonly CatalogueSource[], now: number) => Promise<void> {
  const { library, people, live, letters, publicUrl, log } = parts

  async function write(source: CatalogueSource, what: Letter): Promise<void> {
    const site = await library.find.site(source.site)
    if (!site || !letters) return
    const locale = site.defaultLocale
    const values = { site: site.name[locale], link: `${publicUrl}/desk/catalogue`, feed: source.url ?? '' }
    const readers = (await people.list(site.id)).filter(({ role, disabled }) => role !== 'operator' && !disabled)
    for (const { mail } of readers) {
      const letter = {
        subject: mailText(locale, `subject.${what}`, values),
        text: mailText(locale, `${what}.text`, values),
      }
      void letters
        .send({ to: mail, from: values.site, ...letter })
        .catch((err: unknown) => log.warn({ err, site: site.id }, 'a lead could not be told of a feed by email'))
    }
  }

  return async (troubled, now) => {
    const broken = Map.groupBy(
      troubled.filter(({ fault }) => fault !== null),
      ({ site }) => site,
    )
    live.feedsBroken(new Map([...broken].map(([site, some]) => [site, { count: some.length }])))
    for (const source of troubled) {
      const next = nextOf(source, now)
      if (next && (await library.catalogue.claimTold(source, next.told)) && next.letter)
        await write(source, next.letter)
    }
  }
}
