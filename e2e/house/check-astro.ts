import { readFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { join, relative } from 'node:path'

/**
 * `npm run check:astro`: types in the pages' front matter and markup. The checker needs the programming interface that
 * TypeScript 7 does not have yet, so it alone is given TypeScript 6, from a package that brings no second `tsc`.
 * A planted page shows in each run that it sees.
 */
registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'typescript' ? '@tsd/typescript' : specifier, context),
})
const require = createRequire(import.meta.url)
const { AstroCheck } =
  require('@astrojs/language-server/dist/check.js') as typeof import('@astrojs/language-server/dist/check.js')

const root = join(import.meta.dirname, '../..')
const PLANTED = join(import.meta.dirname, 'planted')
const say = (text: string) => process.stdout.write(`${text}\n`)

const checker = new AstroCheck(root, require.resolve('@tsd/typescript'), join(root, 'tsconfig.json'))
const pages = checker.linter.getRootFileNames().filter((name) => name.endsWith('.astro'))
const isPlanted = (page: string) => page.startsWith(PLANTED)

const found = await checker.lint({ fileNames: pages.filter((page) => !isPlanted(page)), logErrors: { level: 'hint' } })
const unseen = (await Promise.all(pages.filter(isPlanted).map(plantsUnseenIn))).flat()
for (const plant of unseen) say(`${plant}: a planted error that the check of pages does not see`)
if (found.errors + found.warnings + found.hints + unseen.length > 0 || found.fileChecked === 0) process.exit(1)
say(`${found.fileChecked} pages and parts, no type error`)

/** The lines of a planted page that say `wrong: NAME` and of which no error names NAME. */
async function plantsUnseenIn(page: string): Promise<string[]> {
  const { fileResult } = await checker.lint({ fileNames: [page] })
  const errors = fileResult.flatMap((result) => result.errors)
  return readFileSync(page, 'utf8')
    .split('\n')
    .flatMap((text, line) => {
      const name = /wrong: (\w+)/.exec(text)?.[1]
      const seen = errors.some(
        ({ range, message }) => range.start.line === line && String(message).includes(name ?? ''),
      )
      return name === undefined || seen ? [] : [`${relative(root, page)}:${line + 1} (${name})`]
    })
}
