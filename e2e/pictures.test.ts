import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Drawn, drawParts } from './kit/compare-pictures.ts'

const root = join(import.meta.dirname, '..')
const SCREENS = join(root, 'e2e/screens')

describe('the look of desk and widget', () => {
  let drawn: Drawn
  beforeAll(async () => {
    drawn = await drawParts()
  })
  afterAll(() => drawn?.close())

  it('is as in e2e/pictures (npm run pictures -- --update takes a new look over)', async () => {
    const compared = await drawn.compare({ keep: SCREENS })
    expect(compared.filter(({ what }) => what !== 'same').map(({ name, what }) => `${what} ${name}`)).toEqual([])
    expect(compared.length).toBeGreaterThan(150)
  }, 900_000)
  it('is seen to change with the roundness of one button', async () => {
    const compared = await drawn.compare({ only: 'desk: buttons', css: '.button-main{border-radius:0!important}' })
    expect(compared.map(({ what }) => what)).toEqual(['changed', 'changed', 'changed', 'changed'])
  })
  it('is shown by nothing that is shipped', () => {
    const built = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.m?js$/.test(name),
    )
    expect(built.length).toBeGreaterThan(20)
    for (const name of built)
      expect(readFileSync(join(root, 'dist', name), 'utf8'), name).not.toContain('firstlineParts')
  })
})
