import type { CatalogueSource, Library } from '#kb'
import type { People } from '../auth/people.ts'
import type { Log } from '../log.ts'
import type { DeskLetters } from '../mail/desk-letters.ts'
import { mailText } from '../mail/mail-texts.ts'
import type { Live } from '../realtime/live.ts'

/**
 * Tells the leads of a shop whose feed broke: on the desk for as long as it lasts, and by a letter once; and by another once it can
 * be read again. Of several nodes one writes.
 */
export function tellFeeds(parts: {
  library: Pick<Library, 'catalogue' | 'find'>
  people: Pick<People, 'list'>
  live: Pick<Live, 'feedsBroken'>
  /** null: no mail server is set. */
  letters: DeskLetters | null
  publicUrl: string
  log: Log
}): (troubled: readonly CatalogueSource[]) => Promise<void> {
  const { library, people, live, letters, publicUrl, log } = parts

  async function write(source: CatalogueSource, what: 'feedBroken' | 'feedWell'): Promise<void> {
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

  return async (troubled) => {
    const broken = Map.groupBy(
      troubled.filter(({ fault }) => fault !== null),
      ({ site }) => site,
    )
    live.feedsBroken(new Map([...broken].map(([site, some]) => [site, { count: some.length }])))
    for (const source of troubled) {
      const isTold = (source.toldAt ?? null) !== null
      if (isTold === (source.fault !== null)) continue
      const toldAt = isTold ? null : new Date().toISOString()
      if (await library.catalogue.claimTold(source, toldAt)) await write(source, isTold ? 'feedWell' : 'feedBroken')
    }
  }
}
