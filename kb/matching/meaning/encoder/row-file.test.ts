import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openRows } from './row-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'rows-'))
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
})
const ROWS = Uint8Array.from([1, 2, 3, 4, 5, 6])

describe('rows in a file', () => {
  const readAll = (read: (row: number) => Uint8Array) => [0, 1, 2].map((row) => [...read(row)])
  const WHOLE = [
    [1, 2],
    [3, 4],
    [5, 6],
  ]

  it('are made once', () => {
    const file = join(folder, 'rows')
    expect(readAll(openRows(file, 3, 2, () => ROWS))).toEqual(WHOLE)
    const again = openRows(file, 3, 2, () => {
      throw new Error('made again')
    })
    expect(readAll(again)).toEqual(WHOLE)
    expect(readdirSync(folder)).toEqual(['rows'])
  })

  it('are made again where the file is cut off', () => {
    const file = join(folder, 'rows')
    writeFileSync(file, ROWS.subarray(0, 5))
    expect(readAll(openRows(file, 3, 2, () => ROWS))).toEqual(WHOLE)
  })

  it('are held where nothing can be written', () => {
    writeFileSync(join(folder, 'no folder'), '')
    for (const place of ['no such folder', 'no folder'])
      expect(readAll(openRows(join(folder, place, 'rows'), 3, 2, () => ROWS))).toEqual(WHOLE)
    expect(readdirSync(folder)).toEqual(['no folder'])
  })
})
