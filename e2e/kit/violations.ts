import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong as `rule: target`, so that a failure says what to mend. The page must have been opened with `bypassCSP`. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe)
  // A colour on its way to the next one is nobody's contrast. Ended rather than awaited: a page that is not in front may never draw the end.
  await page.evaluate(
    'for (const each of document.getAnimations()) if (each.effect.getComputedTiming().endTime !== Infinity) each.finish()',
  )
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
    violations: { id: string; nodes: { target: unknown }[] }[]
  }
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`))
}
