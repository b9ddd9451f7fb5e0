import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import wabt from 'wabt'

/** After a change to one: `npx node kb/matching/meaning/compile-programs.ts`. */
it.each(['held/compare', 'held/differ', 'encoder/multiply'])('%s.wasm is what its text says', async (name) => {
  const file = join(import.meta.dirname, name)
  const program = (await wabt()).parseWat(name, readFileSync(`${file}.wat`, 'utf8'), { simd: true })
  expect(Buffer.from(program.toBinary({}).buffer)).toEqual(readFileSync(`${file}.wasm`))
})
