import { CATEGORY_MARK, isOfCategory, LOCALES } from '#shared'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { z } from 'zod'
import type { FileCatalogue, ProductRecord, Site } from '../catalogue/catalogue.ts'
import { feedsIn } from './feed-files.ts'
import { type AnswerFile, readAnswerFile } from './answer-file.ts'
import { picturesIn } from '../pictures/picture.ts'
import { unsafeSvg } from '../pictures/unsafe-svg.ts'
import { CategoriesFile, ProductFile, productRecord, SiteFile } from './catalogue-files.ts'
import type { ContentFault } from './content-fault.ts'
import { ANY_PICTURE, type PictureFile, readPictureFiles } from '../pictures/picture-files.ts'
import { readText } from './read-text.ts'
import { type Read, readYaml } from './read-yaml.ts'

/** What teams and editors leave beside answers. */
const NO_ANSWER = /(^|\/)(readme\.md$|[._])/i

/** The whole content folder, read and validated. */
export interface Content {
  catalogue: FileCatalogue
  answers: { path: string; source: string; file: AnswerFile }[]
  /**
   * Words of `dictionaries/*.txt`, and of `sites/<id>/dictionaries/*.txt`, which are that site's alone: one per line, `#` begins a
   * comment, `word/model` bends like the model.
   */
  words: { word: string; file: string; site: string | null }[]
  pictures: PictureFile[]
  /** Files and folders that are none of these, by path. */
  ignored: string[]
  /** Answers that could not be read, by path: each with its fault among those of the reading. */
  broken: string[]
}

/** `content` null: what all answers stand on – categories, products, sites – could not be read. */
export interface ReadingOfContent {
  content: Content | null
  faults: ContentFault[]
}

/**
 * Reads everything before anything is written: whoever asks decides what a broken file changes. `siteOfFiles` is whose the
 * answers are that name no site; null: nobody has said so yet, and then there may be one site only.
 */
export function readContent(
  dir: string,
  progress: (done: number, total: number) => void = () => {},
  siteOfFiles: string | null = null,
  /** Ids of sites that have no file here. */
  known: readonly string[] = [],
): ReadingOfContent {
  const faults: ContentFault[] = []
  const keep = <T>(read: Read<T>): T | null => {
    if (read.ok) return read.value
    faults.push(...read.faults)
    return null
  }
  const yamlFile = <S extends z.ZodType>(file: string, schema: S): z.output<S> | null => {
    const text = keep(readText(dir, file))
    return text === null ? null : keep(readYaml(text, schema, file))
  }

  if (!existsSync(join(dir, 'categories.yaml')))
    return {
      content: null,
      faults: [{ file: 'categories.yaml', line: 1, message: `There is no such file in ${dir}.` }],
    }
  const categories = yamlFile('categories.yaml', CategoriesFile) ?? []
  const categoriesOfSites = Object.fromEntries(
    foldersOfSites(dir).flatMap((folder) => {
      const file = `${folder}categories.yaml`
      const own = existsSync(join(dir, file)) ? yamlFile(file, CategoriesFile) : null
      return own ? [[folder.split('/')[1] ?? '', own] as const] : []
    }),
  )
  const products = filesIn(dir, 'products', '.yaml').map((file) => ({ file, record: yamlFile(file, ProductFile) }))
  const sites = filesIn(dir, 'sites', '.yaml').flatMap((file) => {
    const site = yamlFile(file, SiteFile)
    return site ? [withLogo(dir, file, site, faults)] : []
  })
  if (sites.length === 0 && faults.length === 0)
    faults.push({ file: 'sites', line: 1, message: 'There must be at least one file in sites/.' })
  if (sites.length > 1 && siteOfFiles === null)
    faults.push({
      file: 'sites',
      line: 1,
      message: `There are several sites: ${sites.map(({ id }) => id).join(', ')}. Set DEFAULT_SITE to the one that this folder's answers belong to.`,
    })
  for (const { file, record } of products) {
    if (record && products.some((other) => other.file < file && other.record?.sku === record.sku))
      faults.push({ file, line: 1, message: `The SKU ${record.sku} is used by another product.` })
  }

  const fed = feedsIn(dir, sites, faults)
  const catalogueRead = faults.length === 0
  const sold = [
    ...products.flatMap(({ record }) => (record ? productRecord(record, siteOfFiles ?? sites[0]?.id ?? '') : [])),
    ...fed,
  ]
  const found = ['', ...foldersOfSites(dir)].flatMap((folder) =>
    LOCALES.map((locale) => markdownIn(dir, `${folder}${locale}`)),
  )
  const paths = found.flatMap(({ answers: some }) => some)
  const ignored = [...strangersIn(dir), ...found.flatMap((one) => one.ignored)].sort()
  const answers: Content['answers'] = []
  const broken: string[] = []
  for (const [done, path] of paths.entries()) {
    const source = keep(readText(dir, path))
    const file = source === null ? null : keep(readAnswerFile(path, source, siteOfFiles ?? sites[0]?.id ?? ''))
    const missing =
      file && catalogueRead
        ? unknownNames(
            file,
            categoriesOfSites[file.content.site] ?? categories,
            sold,
            sites.map(({ id }) => id).concat(known),
          )
        : null
    if (missing) faults.push({ file: path, line: 1, message: missing })
    if (source !== null && file && !missing) answers.push({ path, source, file })
    else broken.push(path)
    progress(done + 1, paths.length)
  }

  const words = ['', ...foldersOfSites(dir)].flatMap((folder) =>
    filesIn(dir, `${folder}dictionaries`, '.txt').flatMap((file) =>
      readWords(keep(readText(dir, file)) ?? '').map((word) => ({ word, file, site: folder.split('/')[1] ?? null })),
    ),
  )
  if (!catalogueRead) return { content: null, faults }
  const shown = new Set(answers.flatMap(({ file }) => picturesIn(file.content.body)))
  const { pictures, faults: ofPictures } = readPictureFiles(dir, shown)
  faults.push(...ofPictures)
  const taken = new Set([...pictures, ...ofPictures.map(({ file }) => ({ path: file }))].map(({ path }) => path))
  const catalogue = { categories, categoriesOfSites, products: sold, sites }
  return {
    content: { catalogue, answers, words, pictures, ignored: ignored.filter((path) => !taken.has(path)), broken },
    faults,
  }
}

export const readWords = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter(Boolean)

function unknownNames(
  { content }: AnswerFile,
  categories: { slug: string }[],
  products: Pick<ProductRecord, 'sku' | 'categories'>[],
  sites: readonly string[],
): string | null {
  if (!categories.some(({ slug }) => slug === content.category))
    return `The category “${content.category}” is not in categories.yaml.`
  if (!sites.includes(content.site)) return `There is no site “${content.site}” in sites/.`
  const product = content.products.find(
    (about) =>
      !products.some(({ sku, categories: own }) =>
        isOfCategory(about) ? own.some(({ id }) => CATEGORY_MARK + id === about) : sku === about,
      ),
  )
  return product === undefined ? null : `The product “${product}” is not in products/ or catalogue/.`
}

function withLogo(dir: string, file: string, site: z.output<typeof SiteFile>, faults: ContentFault[]): Site {
  if (!site.brand.logo) return site
  const path = join(dir, 'sites', basename(site.brand.logo))
  const svg = existsSync(path) ? readFileSync(path, 'utf8').trim() : null
  if (svg === null) faults.push({ file, line: 1, message: `The logo ${site.brand.logo} is not beside this file.` })
  else if (unsafeSvg(svg))
    faults.push({
      file: `sites/${site.brand.logo}`,
      line: 1,
      message: 'The logo must be a plain SVG without scripts, links, styles or images in it.',
    })
  return { ...site, brand: { ...site.brand, logo: svg } }
}

function filesIn(dir: string, folder: string, extension: string): string[] {
  if (!existsSync(join(dir, folder))) return []
  return readdirSync(join(dir, folder))
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => `${folder}/${name}`)
}

/** `sites/<id>/` of the sites that have answers of their own here. */
function foldersOfSites(dir: string): string[] {
  if (!existsSync(join(dir, 'sites'))) return []
  return readdirSync(join(dir, 'sites'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isHidden(entry.name))
    .map(({ name }) => `sites/${name}/`)
    .sort()
}

/** An answer stands in `<locale>/<category>/`; elsewhere a file is one that begins like an answer, or nothing of the library. */
function markdownIn(dir: string, folder: string): { answers: string[]; ignored: string[] } {
  if (!existsSync(join(dir, folder))) return { answers: [], ignored: [] }
  const depth = folder.split('/').length + 2
  const files = readdirSync(join(dir, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isHidden(entry.name))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
  const isAnswer = (path: string) =>
    path.endsWith('.md') && !NO_ANSWER.test(path) && (path.split('/').length === depth || beginsLikeAnswer(dir, path))
  return { answers: files.filter(isAnswer), ignored: files.filter((path) => !isAnswer(path)) }
}

function beginsLikeAnswer(dir: string, path: string): boolean {
  const read = readText(dir, path)
  return !read.ok || read.value.startsWith('---')
}
const isHidden = (name: string): boolean => name.startsWith('.')

const EXPECTED: Record<string, RegExp> = {
  catalogue: /\.(yml|xml)$/,
  products: /\.yaml$/,
  sites: /\.(yaml|svg)$/,
  dictionaries: /\.txt$/,
  pictures: ANY_PICTURE,
}
const READ_ELSEWHERE = new Set<string>(['categories.yaml', 'golden', ...LOCALES])

function strangersIn(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => !isHidden(entry.name) && !READ_ELSEWHERE.has(entry.name))
    .flatMap((entry) => {
      const expected = EXPECTED[entry.name]
      if (!expected || !entry.isDirectory()) return entry.isDirectory() ? `${entry.name}/` : entry.name
      return readdirSync(join(dir, entry.name), { withFileTypes: true })
        .filter(({ name }) => !isHidden(name) && !expected.test(name))
        .filter((one) => entry.name !== 'sites' || !one.isDirectory())
        .map(({ name }) => `${entry.name}/${name}`)
    })
}
