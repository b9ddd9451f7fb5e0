import type { Locale } from '#shared'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { stringify } from 'yaml'
import type { Answer } from '../answers/answer.ts'
import { contentOf } from '../answers/content.ts'
import { type CatalogueRecords, categoriesOf } from '../catalogue/catalogue.ts'
import { takenUp, writtenDown } from '../catalogue/categories/kept-categories.ts'
import type { CatalogueStore } from '../catalogue/sql-catalogue-store.ts'
import type { CategoryRecord } from '../catalogue/categories/category-record.ts'
import { CategoriesFile } from './catalogue-files.ts'
import { readYaml } from './read-yaml.ts'
import { productFile } from './catalogue-files.ts'
import { type AnswerFile, answerPath, readAnswerFile, writeAnswerFile } from './answer-file.ts'
import { pictureKey } from '../pictures/open-pictures.ts'
import { picturesIn } from '../pictures/picture.ts'
import { readPictureFiles } from '../pictures/picture-files.ts'
import type { ContentFileStore, KnownFile } from './sql-content-file-store.ts'
import { checksumOf } from './import-content.ts'
import { readWords } from './read-content.ts'
import { writeGolden } from './golden/write-golden.ts'

export interface ExportReport {
  written: string[]
  removed: string[]
  unchanged: number
}

/** The file that takes words approved on the desk. */
const DESK_WORDS = 'dictionaries/approved-on-the-desk.txt'

/**
 * Writes the published library as files. A file that already says the same is left as it is, byte for byte (an author's
 * own quoting and comments survive). Files of answers that were retired are removed. Afterwards file and library agree,
 * so that the next import changes nothing.
 */
export async function exportContent(
  dir: string,
  library: {
    answers: readonly Answer[]
    catalogue: CatalogueRecords
    /** What desks approved, and whose it is. */
    approvedWords: readonly { word: string; site: string }[]
    /** Whose the answers are whose files name no site. */
    siteOfFiles: string
    /** Bytes of the pictures they show; null where there is none of that name. */
    picture(site: string, name: string): Promise<Uint8Array | null>
    /** Where an answer is found that stood at this address; null: nowhere else. */
    movedTo(site: string, locale: Locale, category: string, slug: string): string | null
  },
  files: ContentFileStore,
  catalogue: Pick<CatalogueStore, 'keptCategories' | 'keepCategories' | 'replaceCategories'>,
): Promise<ExportReport> {
  const report: ExportReport = { written: [], removed: [], unchanged: 0 }
  const site = library.siteOfFiles
  const put = (path: string, text: string) => {
    const file = join(dir, path)
    if (existsSync(file) && readFileSync(file, 'utf8') === text) {
      report.unchanged++
      return
    }
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    report.written.push(path)
  }

  const agreed: KnownFile[] = []
  for (const answer of library.answers) {
    const path = answerPath(answer, site)
    const wanted: AnswerFile = { content: contentOf(answer), phrasings: answer.phrasings.map(({ text }) => text) }
    const present = existsSync(join(dir, path)) ? readFileSync(join(dir, path), 'utf8') : null
    const text = present !== null && saysTheSame(path, present, wanted, site) ? present : writeAnswerFile(wanted, path)
    put(path, text)
    agreed.push({ path, checksum: checksumOf(text), answerId: answer.id, revision: answer.revision })
  }

  const shown = shownPictures(library.answers)
  const known = new Set(shown.map(({ name }) => name))
  const beside = new Set(readPictureFiles(dir, known).pictures.map(({ name, bytes }) => pictureKey(name, bytes)))
  for (const { site: of, name } of shown) {
    const bytes = await library.picture(of, name)
    // Wherever it lies in the folder, it is the same picture.
    if (!bytes || beside.has(pictureKey(name, bytes))) continue
    mkdirSync(join(dir, 'pictures'), { recursive: true })
    writeFileSync(join(dir, 'pictures', name), bytes)
    report.written.push(`pictures/${name}`)
  }

  const exported = new Set(agreed.map(({ path }) => path))
  const gone = (await files.all()).filter(({ path }) => !exported.has(path)).map(({ path }) => path)
  for (const path of gone) {
    if (!existsSync(join(dir, path))) continue
    rmSync(join(dir, path))
    report.removed.push(path)
  }

  writeCatalogue(dir, library.catalogue, site, put)
  await writeCategories(dir, library.catalogue, site, put, catalogue)
  for (const [of, words] of Map.groupBy(library.approvedWords, (word) => word.site)) {
    // What lies in the folder of dictionaries holds for all sites: words of one of several stay with it.
    const path = library.catalogue.sites.length > 1 ? `sites/${of}/${DESK_WORDS}` : DESK_WORDS
    const before = existsSync(join(dir, path)) ? readWords(readFileSync(join(dir, path), 'utf8')) : []
    const all = [...new Set([...before, ...words.map(({ word }) => word)])]
    put(path, `${all.sort((one, other) => one.localeCompare(other)).join('\n')}\n`)
  }
  writeGolden(dir, (...address) => library.movedTo(site, ...address), put)
  await files.put(agreed)
  await files.remove(gone)
  return report
}

const shownPictures = (answers: readonly Answer[]): { site: string; name: string }[] => [
  ...new Map(
    answers.flatMap(({ site, body }) => picturesIn(body).map((name) => [name, { site, name }] as const)),
  ).values(),
]

function saysTheSame(path: string, source: string, wanted: AnswerFile, site: string): boolean {
  const read = readAnswerFile(path, source, site)
  return (
    read.ok &&
    JSON.stringify({ ...read.value, phrasings: [...read.value.phrasings].sort() }) ===
      JSON.stringify({ ...wanted, phrasings: [...wanted.phrasings].sort() })
  )
}

/** The files' own categories where they are missing, and what shops made of theirs at the desk; then both agree. */
async function writeCategories(
  dir: string,
  catalogue: CatalogueRecords,
  siteOfFiles: string,
  put: (path: string, text: string) => void,
  store: Pick<CatalogueStore, 'keptCategories' | 'keepCategories' | 'replaceCategories'>,
): Promise<void> {
  const own = catalogue.kept[siteOfFiles]
  const categories = [...(own ? categoriesOf(catalogue, siteOfFiles) : catalogue.categories)]
  // A shop without a list of its own does not follow what another made of the shared one.
  const others = catalogue.sites.filter(
    ({ id }) => id !== siteOfFiles && (own ?? catalogue.kept[id] ?? catalogue.categoriesOfSites[id]),
  )
  const categoriesOfSites = Object.fromEntries(others.map(({ id }) => [id, [...categoriesOf(catalogue, id)]]))
  const write = (path: string, wanted: readonly CategoryRecord[]) => {
    const present = existsSync(join(dir, path)) ? readFileSync(join(dir, path), 'utf8') : null
    const read = present === null ? null : readYaml(present, CategoriesFile, path)
    if (!read?.ok || !isDeepStrictEqual(read.value, wanted)) put(path, stringify(wanted, { lineWidth: 0 }))
  }
  if (own || !existsSync(join(dir, 'categories.yaml'))) write('categories.yaml', categories)
  for (const [id, some] of Object.entries(categoriesOfSites)) write(`sites/${id}/categories.yaml`, some)
  if (Object.keys(catalogue.kept).length === 0) return
  for (const { id } of catalogue.sites) {
    const { files, kept } = await store.keptCategories(id)
    if (kept) await store.keepCategories(id, writtenDown(takenUp(files, kept)), kept)
  }
  await store.replaceCategories({ categories, categoriesOfSites })
}

/** Products and sites are only ever changed in the files; they are written where they are missing. */
function writeCatalogue(
  dir: string,
  { products, sites }: CatalogueRecords,
  siteOfFiles: string,
  put: (path: string, text: string) => void,
): void {
  const missing = (path: string, text: () => string) => {
    if (!existsSync(join(dir, path))) put(path, text())
  }
  // Where products are kept as a feed they stay in it.
  for (const product of existsSync(join(dir, 'catalogue')) ? [] : products)
    missing(`products/${product.slug}.yaml`, () => stringify(productFile(product, siteOfFiles), { lineWidth: 0 }))
  for (const site of sites) {
    if (site.brand.logo) missing(`sites/${site.id}.svg`, () => `${site.brand.logo}\n`)
    missing(`sites/${site.id}.yaml`, () =>
      stringify(
        { ...site, brand: { ...site.brand, logo: site.brand.logo ? `${site.id}.svg` : null } },
        { lineWidth: 0 },
      ),
    )
  }
}
