import { describe, expect, it } from 'vitest'
import { pictureSource, withPicture } from './picture.ts'

const pole = { address: '/pictures/pole.jpg', description: ' Дуга\n[сложена] ' }
const MARKDOWN = '![Дуга \\[сложена\\]](/pictures/pole.jpg)'

describe('a picture in an answer', () => {
  it.each([
    ['', 0, 0, `${MARKDOWN}\n`],
    ['Так.', 4, 4, `Так.\n\n${MARKDOWN}\n`],
    ['Так.', 0, 0, `${MARKDOWN}\n\nТак.`],
    ['Раз.\n\nДва.', 5, 5, `Раз.\n\n${MARKDOWN}\n\nДва.`],
    ['Раз СЮДА два.', 4, 8, `Раз\n\n${MARKDOWN}\n\nдва.`],
  ])('stands in a paragraph of its own in %j', (body, start, end, expected) => {
    const made = withPicture(body, { start, end }, pole)
    expect(made.body).toBe(expected)
    expect(made.body.slice(0, made.caret).trimEnd().endsWith(MARKDOWN)).toBe(true)
  })
  it('is loaded at the desk in a size of its own, or as it is', () => {
    expect(pictureSource({ key: 'pic_1', name: 'a.jpg' }, 480)).toBe('/api/desk/answer-pictures/pic_1/480.webp')
    expect(pictureSource({ key: 'pic_1', name: 'a.svg' }, 480)).toBe('/api/desk/answer-pictures/pic_1/original')
  })
})
