/**
 * `npm run bench:size [-- --json]`: the bytes that the widget costs a page of the shop, as they go over the wire
 * (brotli, quality 11), from the built files. Fails above the bounds. 1 kB = 1000 bytes.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { measureSizes } from './measure-sizes.ts'

const folder = join(import.meta.dirname, '../../dist/widget')
const brotli = (content: Buffer) =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  }).length

let names: string[]
try {
  names = readdirSync(folder).filter((name) => name.endsWith('.js'))
} catch {
  process.stderr.write('There is no dist/widget yet: run `npm run build:widget` first.\n')
  process.exit(1)
}
const files = names.map((name) => {
  const content = readFileSync(join(folder, name))
  return { name, code: content.toString(), bytes: content.length, brotli: brotli(content) }
})
const sizes = measureSizes(files)
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(sizes)}\n`)
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
}
for (const problem of sizes.problems) process.stderr.write(`${problem}\n`)
if (sizes.problems.length > 0) process.exitCode = 1
