/** Compiles the WebAssembly texts beside their programs: `npx node kb/matching/meaning/compile-programs.ts`, after a change to one. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import wabt from 'wabt'

const { parseWat } = await wabt()
for (const name of ['held/compare', 'held/differ', 'encoder/multiply']) {
  const file = join(import.meta.dirname, name)
  const program = parseWat(name, readFileSync(`${file}.wat`, 'utf8'), { simd: true })
  writeFileSync(`${file}.wasm`, program.toBinary({}).buffer)
}
