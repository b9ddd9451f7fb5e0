/**
 * `npm run bench:size [-- --json] [--files]`: the bytes that the widget costs a page of the shop, and suggestions a page of
 * the help centre. First the built files (brotli, quality 11), by stage of loading; then, unless `--files`, every request
 * that a browser really makes of a started product, whatever it is, by the bytes of its body over the wire. Fails above the
 * bounds. 1 kB = 1000 bytes.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { countRequests, REQUEST_BOUNDS, requestProblems } from './count-requests.ts'
import { measureSizes } from './measure-sizes.ts'
import { measureSuggestions, SUGGESTIONS_BOUND } from './measure-suggestions.ts'

const folder = join(import.meta.dirname, '../../dist/widget')
const brotli = (content: Buffer) =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  }).length

let names: string[]
try {
  names = readdirSync(folder).filter((name) => name.endsWith('.js'))
} catch {
  process.stderr.write('There is no dist/widget yet: run `npm run build` first.\n')
  process.exit(1)
}
const files = names.map((name) => {
  const content = readFileSync(join(folder, name))
  return { name, code: content.toString(), bytes: content.length, brotli: brotli(content) }
})
const sizes = measureSizes(files)
const visits = process.argv.includes('--files') ? null : await countRequests()
const suggestions = measureSuggestions(brotli)
const problems = [...sizes.problems, ...(visits ? requestProblems(visits) : [])]
if (suggestions > SUGGESTIONS_BOUND)
  problems.push(`Suggestions of the help centre weigh ${suggestions} B, more than ${SUGGESTIONS_BOUND}`)
if (process.argv.includes('--json'))
  process.stdout.write(`${JSON.stringify({ ...sizes, suggestions, visits, problems })}\n`)
else {
  const line = (name: string, bytes: number, bound?: number) =>
    process.stdout.write(
      `${name.padEnd(44)} ${String(bytes).padStart(6)} B${bound ? `  of ${bound} ${bytes <= bound ? '✓' : '✗ too much'}` : ''}\n`,
    )
  line('loader (widget.js)', sizes.loader, sizes.bounds.loader)
  line('panel', sizes.panel)
  for (const [locale, bytes] of Object.entries(sizes.locales)) line(`texts ${locale}`, bytes)
  line('the way to a person', sizes.wayIn)
  line('everything before the first message', sizes.beforeFirstMessage, sizes.bounds.beforeFirstMessage)
  line('with the first message: conversation', sizes.conversation)
  line('with the first message: socket.io-client', sizes.chat)
  line('help centre: suggestions as one types', suggestions, SUGGESTIONS_BOUND)
  for (const [locale, visit] of Object.entries(visits ?? {}))
    for (const stage of ['page', 'beforeFirstMessage'] as const) {
      const { requests, body, head } = visit[stage]
      const where = stage === 'page' ? 'a page of the shop' : 'until the first message'
      line(`${locale}: ${where}, all ${requests.length} requests`, body, REQUEST_BOUNDS[stage])
      line('  their heads, beside that', head)
    }
}
for (const problem of problems) process.stderr.write(`${problem}\n`)
if (problems.length > 0) process.exitCode = 1
