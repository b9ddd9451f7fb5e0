import { LOCALES } from '#shared'
import type { Answer } from '../answers/answer.ts'
import { contentFaults, readingFaults } from '../answers/check-content.ts'
import { pageExists } from '../answers/finding/resolve-link.ts'
import type { InnerLink } from '../markdown/links.ts'
import { type CatalogueRecords, categoriesOf } from '../catalogue/catalogue.ts'
import type { Products } from '../catalogue/products/open-products.ts'
import type { Markdown } from '../markdown/markdown.ts'
import { scriptOf } from '../spelling/speller.ts'
import type { Misspelling } from '../spelling/spelling.ts'
import { answerPath } from './answer-file.ts'
import type { ContentProblem } from './content.ts'

/** Everything that can be found wrong with the published library without reading it as a person. */
export async function checkContent(
  {
    answers,
    catalogue,
    products,
    siteOfFiles,
  }: {
    answers: readonly Answer[]
    catalogue: CatalogueRecords
    products: Pick<Products, 'hasPage'>
    siteOfFiles: string
  },
  misspellings: (text: string, site: string) => Promise<Misspelling[]>,
  markdown: Markdown,
  hasPicture: (site: string, name: string) => boolean,
): Promise<ContentProblem[]> {
  const problems: ContentProblem[] = []
  const paths = new Map(answers.map((answer) => [answerPath(answer, siteOfFiles), answer]))
  const shortcuts = new Map<string, string>()

  for (const answer of answers) {
    const file = answerPath(answer, siteOfFiles)
    const at = (place: Omit<Parameters<typeof answerPath>[0], 'site'>) =>
      paths.get(answerPath({ ...place, site: answer.site }, siteOfFiles))
    const say = (kind: ContentProblem['kind'], message: string) => problems.push({ file, kind, message })
    for (const fault of contentFaults(answer))
      say('placeholder', 'names' in fault ? `${fault.code}: ${fault.names.join(', ')}` : fault.code)
    const reachable = (link: InnerLink) =>
      link.kind === 'page'
        ? pageExists({ ...catalogue, products }, answer.site, link)
        : at({ ...link, locale: link.locale ?? answer.locale })?.audience === 'public'
    const read = await markdown.read(answer.body, answer.locale)
    for (const fault of await readingFaults(read, reachable, (name) => hasPicture(answer.site, name)))
      if (fault.code === 'link_unknown')
        say('link', `There is no public answer ${[...new Set(fault.targets)].join(', ')} in “${answer.locale}”.`)
      else if (fault.code === 'picture_unknown')
        say('picture', `There is no picture ${[...new Set(fault.targets)].join(', ')} in pictures/.`)
      else if (fault.code === 'picture_undescribed')
        say('picture', 'A picture has no description: write between ![ and ] what it shows.')
      else say('text', fault.code)
    for (const locale of LOCALES) {
      const site = catalogue.sites.find(({ id }) => id === answer.site)
      if (site?.locales.includes(locale) && !at({ ...answer, locale }))
        say('translation', `There is no “${locale}” version.`)
    }
    if (answer.shortcut) {
      const key = `${answer.site}:${answer.locale}:${answer.shortcut}`
      if (shortcuts.has(key)) say('shortcut', `The shortcut /${answer.shortcut} is also used by ${shortcuts.get(key)}.`)
      shortcuts.set(key, file)
    }
    await spell(file, answer.site, [
      answer.question,
      read?.plain ?? answer.body,
      ...answer.phrasings.map(({ text }) => text),
    ])
  }

  for (const product of catalogue.products) {
    const texts = LOCALES.flatMap((locale) => [
      product.name[locale],
      ...product.categories.map(({ name }) => name[locale]),
      product.summary[locale],
      ...product.attributes.flatMap(({ name, value }) => [name[locale], value[locale]]),
    ])
    await spell(`products/${product.slug}.yaml`, product.site, texts)
  }
  await spell(
    'categories.yaml',
    siteOfFiles,
    categoriesOf(catalogue, siteOfFiles).flatMap(({ title, description }) =>
      LOCALES.flatMap((locale) => [title[locale], description[locale]]),
    ),
  )
  for (const site of catalogue.sites) {
    for (const target of site.oftenAsked)
      for (const locale of site.locales) {
        const [category = '', slug = ''] = target.split('/')
        if (paths.get(answerPath({ site: site.id, locale, category, slug }, siteOfFiles))?.audience !== 'public')
          problems.push({
            file: `sites/${site.id}.yaml`,
            kind: 'link',
            message: `There is no public answer ${target} in “${locale}”.`,
          })
      }
    await spell(
      `sites/${site.id}.yaml`,
      site.id,
      LOCALES.flatMap((locale) => [site.name[locale], site.greeting[locale]]),
    )
  }
  return problems

  async function spell(file: string, site: string, texts: readonly string[]): Promise<void> {
    const said = new Set<string>()
    for (const { word, suggestions } of await misspellings(texts.join('\n'), site)) {
      if (said.has(word)) continue
      said.add(word)
      const mixed = scriptOf(word) === 'mixed'
      problems.push({
        file,
        kind: mixed ? 'alphabet' : 'spelling',
        message: mixed
          ? `“${word}” mixes Latin and Cyrillic letters.`
          : `“${word}”${suggestions.length > 0 ? ` – ${suggestions.join(', ')}?` : ''}`,
      })
    }
  }
}
