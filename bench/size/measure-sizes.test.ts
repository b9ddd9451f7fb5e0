import { describe, expect, it } from 'vitest'
import { type BuiltFile, measureSizes } from './measure-sizes.ts'

const aFile = (name: string, brotli: number, code = ''): BuiltFile => ({ name, code, bytes: brotli * 3, brotli })
const build = (changes: BuiltFile[] = []) => {
  const files = [
    aFile('widget.js', 2_000),
    aFile('panel-aaaaaaaa.js', 15_000, 'import{a}from"./shared-bbbbbbbb.js"'),
    aFile('shared-bbbbbbbb.js', 1_000),
    aFile('en-cccccccc.js', 1_000),
    aFile('ru-dddddddd.js', 1_500),
    aFile('de-jjjjjjjj.js', 1_200),
    aFile('way-in-eeeeeeee.js', 2_000, 'import{a}from"./shared-bbbbbbbb.js"'),
    aFile('part-ffffffff.js', 7_000),
    aFile('en-chat-gggggggg.js', 800),
    aFile('ru-chat-hhhhhhhh.js', 900),
    aFile('de-chat-kkkkkkkk.js', 850),
    aFile('chat-iiiiiiii.js', 12_000, 'engine.io'),
  ]
  return measureSizes(files.map((file) => changes.find((change) => change.name === file.name) ?? file))
}

describe('measureSizes', () => {
  it('counts every stage with what it imports, once, and the larger locale', () => {
    expect(build()).toMatchObject({
      loader: 2_000,
      panel: 16_000,
      wayIn: 2_000,
      beforeFirstMessage: 21_500,
      conversation: 7_900,
      chat: 12_000,
      problems: [],
    })
  })
  it('names a loader that grew too big', () => {
    expect(build([aFile('widget.js', 3_001)]).problems).toEqual([expect.stringContaining('loader weighs 3001')])
  })
  it('names a start that grew too big', () => {
    expect(build([aFile('shared-bbbbbbbb.js', 4_501)]).problems).toEqual([expect.stringContaining('25001')])
  })
  it('catches socket.io-client before the first message', () => {
    expect(build([aFile('way-in-eeeeeeee.js', 2_000, 'engine.io')]).problems).toEqual([
      expect.stringContaining('way-in'),
    ])
  })
  it('misses no part silently', () => {
    expect(measureSizes([aFile('widget.js', 1)]).problems).toContain('dist/widget holds no panel')
  })
})
