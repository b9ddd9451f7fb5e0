import { describe, expect, it } from 'vitest'
import { messageBlocks } from '#shared'
import { bold, link, list, type Selected } from './formatting.ts'

/** `[` and `]` stand for the selection, `|` for a caret. */
const at = (marked: string): Selected => {
  const start = marked.search(/[[|]/)
  const end = marked.includes('|') ? start : marked.indexOf(']') - 1
  return { text: marked.replace(/[[\]|]/g, ''), start, end }
}
const shown = ({ text, start, end }: Selected) =>
  start === end
    ? `${text.slice(0, start)}|${text.slice(start)}`
    : `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`

describe('bold', () => {
  it('goes around what is selected but its spaces, and off again', () => {
    expect(shown(bold(at('a [word ]b')))).toBe('a **[word]** b')
    expect(shown(bold({ text: 'a **word** b', start: 4, end: 8 }))).toBe('a [word] b')
    expect(shown(bold(at('a |b')))).toBe('a **|**b')
  })
  it('is read as bold where it is shown', () => {
    expect(JSON.stringify(messageBlocks(bold(at('a [word] b')).text, true))).toContain('strong')
  })
})

describe('a list', () => {
  it('is made of the selected lines, and undone', () => {
    const made = list(at('x\n[one\ntwo]\ny'))
    expect(shown(made)).toBe('x\n[- one\n- two]\ny')
    expect(shown(list(made))).toBe('x\n[one\ntwo]\ny')
    expect(shown(list(at('|')))).toBe('- |')
    expect(shown(list(at('one|')))).toBe('- one|')
    expect(messageBlocks(made.text, true).some(({ kind }) => kind === 'list')).toBe(true)
  })
})

describe('a link', () => {
  it('has the selected words and waits for its address, or the other way round', () => {
    const made = link(at('see [the page] now'))
    expect([made.text, made.text.slice(made.start, made.end)]).toEqual(['see [the page](https://) now', 'https://'])
    const other = link({ text: 'https://shop.example/a', start: 0, end: 22 })
    expect([other.text, other.start]).toEqual(['[](https://shop.example/a)', 1])
    expect(JSON.stringify(messageBlocks('[a](https://shop.example/a)', true))).toContain('https://shop.example/a')
  })
})
