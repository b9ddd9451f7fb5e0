import { LOCALES } from '#shared'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { cliSay as say } from './cli-texts.ts'
import {
  BrokenContent,
  belowFloor,
  checkGolden,
  type Library,
  modelIn,
  noSpeller,
  openDatabase,
  openLibrary,
  readGolden,
} from './index.ts'

/**
 * npm run kb -- import | export | check | match "text"
 * Works on the library the server works on (the same environment variables), or on what options name; the server may be running.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: process.env['DATA_DIR'] || '.data' },
    database: { type: 'string', default: process.env['DATABASE_URL'] || undefined },
    content: { type: 'string', default: process.env['CONTENT_DIR'] || 'content' },
    model: { type: 'string', default: process.env['MODEL_DIR'] },
    site: { type: 'string' },
    locale: { type: 'string', default: 'ru' },
    'retire-missing': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const [command, ...words] = positionals
const contentDir = resolve(values.content)
const modelDir = resolve(values.model ?? join(values.data, 'model'))
const print = (line: string) => process.stdout.write(`${line}\n`)

const commands: Record<string, () => Promise<boolean>> = {
  import: () =>
    withLibrary({}, async (library) => {
      const report = await library.content.import(
        contentDir,
        Date.now(),
        (done, total) => done === total && print(say('filesRead', { n: total })),
        { retireMissing: values['retire-missing'] },
      )
      const { created, updated, kept } = report
      print(say('imported', { created, updated, kept }))
      for (const { from, to } of report.moved) print(`${to}: renamed from ${from}; its answer was kept`)
      for (const path of report.retired) print(`${path}: the file is gone, so its answer was retired`)
      for (const line of [...report.conflicts, ...report.missing]) print(line)
      for (const path of report.ignored) print(`${path}: ignored, not part of the library`)
      return report.conflicts.length === 0
    }),

  export: () =>
    withLibrary({}, async (library) => {
      const report = await library.content.export(contentDir)
      for (const path of report.written) print(say('written', { path }))
      for (const path of report.removed) print(say('removed', { path }))
      const { written, removed, unchanged } = report
      print(say('exported', { written: written.length, removed: removed.length, unchanged }))
      return true
    }),

  check: () =>
    withLibrary({ scratch: true, spelling: true }, async (library) => {
      const problems = [...(await library.content.check()), ...(await goldenProblems(library))]
      for (const { file, kind, message } of problems) print(`${file}: ${kind}: ${message}`)
      // Worth a look, and no fault: what is typed by hand is true until the fact changes.
      for (const { id } of await library.find.sites())
        for (const { fact, ...place } of (await library.facts.typedByHand(id)).items)
          print(say('byHand', { ...place, placeholder: `{{${fact}}}` }))
      print(problems.length === 0 ? say('clean') : say('problems', { n: problems.length }))
      return problems.length === 0
    }),

  match: () =>
    withLibrary({}, async (library) => {
      if (library.status().answers === 0) {
        print(say('libraryEmpty', { place: values.database ? 'this database' : resolve(values.data) }))
        return false
      }
      // Meaning is ready a little after words are.
      if (modelIn(modelDir)) await library.matcher.settled()
      const site = values.site ?? (await library.find.sites())[0]?.id ?? ''
      const locale = LOCALES.find((known) => known === values.locale) ?? 'ru'
      const found = await library.find.match({ text: words.join(' '), site, locale, audience: 'public' })
      const { verdict, confidence, searched } = found
      const because = JSON.stringify(found.because)
      print(say('matched', { verdict, confidence: confidence.toFixed(2), searched, because }))
      for (const { score, url, question } of found.hits) print(`  ${score.toFixed(2).padStart(6)}  ${url}  ${question}`)
      return true
    }),
}

/** As written, as spoken, and as spoken but looked at by nobody who fits anything. */
const GOLDEN = ['', '-spoken', '-spoken-held-out']

/** Asks the golden questions of `content/golden/<locale>….tsv`; where the written ones fall below the floor, every failure is named. */
async function goldenProblems(library: Library): Promise<{ file: string; kind: string; message: string }[]> {
  const site = (await library.find.sites())[0]?.id ?? ''
  const problems: { file: string; kind: string; message: string }[] = []
  await library.matcher.settled()
  for (const [locale, kind] of LOCALES.flatMap((locale) => GOLDEN.map((kind) => [locale, kind] as const))) {
    const file = `golden/${locale}${kind}.tsv`
    if (!existsSync(join(contentDir, file))) continue
    const paths = new Map<string, string>()
    for (let page = 1, more = true; more; page++) {
      const { items, total, perPage } = await library.find.list({ site, locale, page, perPage: 100 })
      for (const { id, category, slug } of items) paths.set(id, `${category}/${slug}`)
      more = page * perPage < total
    }
    const questions = readGolden(readFileSync(join(contentDir, file), 'utf8'))
    const report = await checkGolden(library.matcher, questions, { site, locale }, (id) => paths.get(id) ?? '')
    const percent = (share: number) => `${Math.round(share * 100)}%`
    print(
      say('golden', {
        file,
        first: percent(report.first),
        shown: percent(report.shownFirst),
        three: percent(report.three),
        oneRight: percent(report.oneRight),
        escalated: percent(report.outsideEscalated),
      }),
    )
    const below = kind === '' ? belowFloor(report) : []
    problems.push(...below.map((message) => ({ file, kind: 'golden', message })))
    if (below.length > 0)
      problems.push(
        ...report.failures.map(({ query, expected, got }) => ({
          file,
          kind: 'golden',
          message: say('goldenFailure', { query, got, expected }),
        })),
      )
  }
  return problems
}

/** `scratch`: the files alone, in a database that lives in memory. */
async function withLibrary(
  how: { scratch?: boolean; spelling?: boolean },
  run: (library: Library) => Promise<boolean>,
): Promise<boolean> {
  const dataDir = resolve(values.data)
  const database = how.scratch
    ? await openDatabase({ dataDir, inMemory: true })
    : await openDatabase({ url: values.database, dataDir })
  const library = await openLibrary({
    database,
    contentDir: how.scratch ? contentDir : null,
    defaultSite: process.env['DEFAULT_SITE'] || undefined,
    modelDir,
    ...(how.spelling ? {} : { speller: noSpeller() }),
  })
  try {
    return await run(library)
  } finally {
    await library.close()
    await database.close()
  }
}

const chosen = command ? commands[command] : undefined
if (!chosen || (command === 'match' && words.length === 0)) {
  print(say('usage'))
  process.exitCode = 2
} else if (!existsSync(join(contentDir, 'categories.yaml')) && command !== 'match' && command !== 'export') {
  print(say('noContent', { folder: contentDir }))
  process.exitCode = 2
} else {
  try {
    process.exitCode = (await chosen()) ? 0 : 1
  } catch (error) {
    if (!(error instanceof BrokenContent)) throw error
    print(error.message)
    process.exitCode = 1
  }
}
