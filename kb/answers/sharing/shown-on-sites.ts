import { idOn } from '#shared'
import type { CatalogueRecords, Site } from '../../catalogue/catalogue.ts'
import { categoriesOf } from '../../catalogue/catalogue.ts'
import { categoryNow } from '../../catalogue/categories/kept-categories.ts'
import { fillPlaceholders } from '../../templates/placeholders.ts'
import { siteValues } from '../../templates/site-values.ts'
import { templateText } from '../../templates/template-text.ts'
import type { Answer, Audience } from '../answer.ts'
import type { PublishedAnswer } from '../finding/published-answers.ts'

/** A published answer as each site shows it that it is meant for: its own, and those it is shared with. */
export function shownOnSites(one: { answer: Answer; text: string }, catalogue: CatalogueRecords): PublishedAnswer[] {
  const { answer } = one
  const others = catalogue.sites.filter(
    ({ id, locales }) => id !== answer.site && answer.sharedWith.includes(id) && locales.includes(answer.locale),
  )
  return [
    asShown(one, catalogue),
    ...others.flatMap((site): PublishedAnswer[] => {
      const category = categoryOn(site, answer, catalogue)
      if (category === null) return []
      // Who wrote it, and from which conversation, is nothing for another shop's people.
      const own = { id: idOn(answer.id, site.id), site: site.id, category, sharedWith: [], ...UNNAMED }
      return [{ ...asShown({ ...one, answer: { ...answer, ...own } }, catalogue), from: answer }]
    }),
  ]
}

const NOBODY = { id: '', name: '' }
const UNNAMED = {
  author: NOBODY,
  approvedBy: null,
  selfApproved: false,
  returnedWith: null,
  from: null,
  reviewBy: null,
  owner: null,
}

/** A site that has no such category shows it in its first one of that kind. */
function categoryOn(site: Site, { category, audience }: Answer, catalogue: CatalogueRecords): string | null {
  const there = categoriesOf(catalogue, site.id).filter((one) => one.audience === audience)
  const now = categoryNow(catalogue.kept[site.id], category)
  return (there.find(({ slug }) => slug === now) ?? there[0])?.slug ?? null
}

function asShown({ answer, text }: { answer: Answer; text: string }, { sites }: CatalogueRecords): PublishedAnswer {
  if (answer.audience === 'operators') return { answer, written: text, text: templateText(text), fills: false }
  const site = sites.find(({ id }) => id === answer.site)
  if (!site || !answer.body.includes('{{')) return { answer, written: text, text, fills: false }
  const plain = fillPlaceholders(text, siteValues(site, answer.locale)).text
  return { answer: filledFor(answer, { sites }), written: plain, text: plain, fills: true }
}

/** As visitors of its site read it. */
export function filledFor<Content extends Pick<Answer, 'body' | 'locale' | 'site'> & { audience?: Audience }>(
  content: Content,
  { sites }: Pick<CatalogueRecords, 'sites'>,
): Content {
  if (content.audience !== 'public' || !content.body.includes('{{')) return content
  const site = sites.find(({ id }) => id === content.site)
  if (!site) return content
  return { ...content, body: fillPlaceholders(content.body, siteValues(site, content.locale), asText).text }
}

/** A value is words, never markup. */
const asText = (value: string): string => value.replace(/[\\`*_[\]<>#|~!]/g, '\\$&')
