import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { previewCard } from './preview-card.ts'
import { setLine, wrapText } from './set-text.ts'

const aSite = (color: string) => ({ brand: { color, colorDark: color, radius: 10, logo: null, font: null } })

describe('text as outlines', () => {
  it('knows Russian, English and the signs of a price', () => {
    for (const text of ['Сколько стоит доставка?', 'How much is it?', '5 000 ₽ — «да»', 'ёЁ№…']) {
      expect(setLine(text).glyphs, text).toHaveLength([...text.replaceAll(' ', '')].length)
    }
  })
  it('breaks between words only, and says with an ellipsis that there is more', () => {
    const word = setLine('слово').width
    expect(wrapText('слово слово слово', word * 1.5, 5)).toHaveLength(3)
    const cut = wrapText('слово слово слово', word * 1.5, 2)
    expect(cut).toHaveLength(2)
    expect(cut[1]?.glyphs).toHaveLength('слово…'.length)
  })
})

describe('the picture of a link', () => {
  it.each(['#ffd400', 'oklch(0.47 0.1 158)', '#2b0a4d', 'oklch(80% 0.2 100)', 'tomato'])(
    'is drawn in the shop’s colour %s, with white that reads on it',
    async (color) => {
      const svg = previewCard({
        site: aSite(color),
        title: 'Деньги списались дважды или заказ не отметился оплаченным. Что делать?',
        about: 'Оплата',
        shop: 'Тропа',
      })
      const { data, info } = await sharp(Buffer.from(svg)).raw().toBuffer({ resolveWithObject: true })
      expect([info.width, info.height]).toEqual([1200, 630])
      const [r = 0, g = 0, b = 0] = [...data.subarray(0, 3)].map((channel) =>
        channel <= 10 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
      )
      expect(1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)).toBeGreaterThanOrEqual(4.5)
      // Ink stays within the margins.
      for (let y = 0; y < info.height; y++)
        for (const x of [40, 1160]) expect(data[(y * info.width + x) * info.channels]).toBe(data[0])
    },
  )
})
