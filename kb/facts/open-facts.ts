import type { Answer } from '../answers/answer.ts'
import type { Answers } from '../answers/answers.ts'
import type { CatalogueRecords, Site } from '../catalogue/catalogue.ts'
import { placeholdersIn } from '../templates/placeholders.ts'
import { siteValues } from '../templates/site-values.ts'
import { loopTurns } from '../turns.ts'
import type { Locale } from '#shared'
import { type KnownFact, typedByHand } from './by-hand.ts'
import type { Facts, FactUse, HandTyped } from './facts.ts'
import { sentenceAt } from './sentences.ts'

const PER_PAGE = 100
/** Pages read of one library: ten thousand answers. */
const MOST_PAGES = 100
/** As many as somebody goes through. */
const LISTED = 200
/** What a site says of itself beside its values. Its name and hours are written in many ways. */
const OF_SITE = ['phone', 'mail', 'address'] as const

export function openFacts(parts: {
  answers: Pick<Answers, 'browse' | 'tend'>
  catalogue: () => Pick<CatalogueRecords, 'sites'>
}): Facts {
  const { answers, catalogue } = parts
  /** Of every state but retired, as they are written now. */
  async function* written(site: string, text?: string): AsyncGenerator<Answer> {
    for (let page = 1; page <= MOST_PAGES; page++) {
      const { items, total } = await answers.browse({ site, ...(text ? { text } : {}), page, perPage: PER_PAGE })
      for (const answer of items) {
        await loopTurns.turn()
        if (answer.state !== 'retired') yield answer
      }
      if (page * PER_PAGE >= total) return
    }
  }
  async function saying(site: string, name: string): Promise<Answer[]> {
    const found: Answer[] = []
    for await (const answer of written(site, name))
      if (placeholdersIn(answer.body).some((one) => one.name === name)) found.push(answer)
    return found
  }
  return {
    async uses(site, name) {
      const found = await saying(site, name)
      const items = found.slice(0, LISTED).map(
        (answer): FactUse => ({
          ...named(answer),
          sentences: [
            ...new Set(
              placeholdersIn(answer.body)
                .filter((one) => one.name === name)
                .map((place) => sentenceAt(answer.body, place, answer.locale)),
            ),
          ],
        }),
      )
      return { items, total: found.length }
    },

    async typedByHand(site) {
      const here = catalogue().sites.find(({ id }) => id === site)
      if (!here) return { items: [], total: 0 }
      const facts = new Map(here.locales.map((locale) => [locale, factsIn(here, locale)] as const))
      const items: HandTyped[] = []
      let total = 0
      for await (const answer of written(site)) {
        for (const { fact, ...place } of typedByHand(answer.body, facts.get(answer.locale) ?? [])) {
          total += 1
          if (items.length >= LISTED) continue
          const found = answer.body.slice(place.start, place.end)
          items.push({ ...named(answer), fact, found, sentence: sentenceAt(answer.body, place, answer.locale) })
        }
      }
      return { items, total }
    },

    async askToReread(site, names, today, actor, now) {
      const marked = new Set<string>()
      for (const name of names) {
        for (const { id, state, revision, validFrom, validUntil, reviewBy, owner } of await saying(site, name)) {
          // What somebody is writing is read anyway; what is due already stays so.
          if (marked.has(id) || state !== 'published' || (reviewBy !== null && reviewBy <= today)) continue
          const care = { validFrom, validUntil, reviewBy: today, owner }
          if ((await answers.tend(id, care, revision, actor, now)).ok) marked.add(id)
        }
      }
      return marked.size
    },
  }
}

const named = ({ id, question, locale, audience, state }: Answer) => ({ id, question, locale, audience, state })

function factsIn(site: Site, locale: Locale): KnownFact[] {
  const { value = {}, site: own = {} } = siteValues(site, locale)
  return [
    ...Object.entries(value).map(([name, text]) => ({ name: `value.${name}`, text })),
    ...OF_SITE.map((name) => ({ name: `site.${name}`, text: own[name] ?? '' })),
  ].filter(({ text }) => text.trim() !== '')
}
