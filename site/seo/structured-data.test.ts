import { describe, expect, it } from 'vitest'
import type { Product } from '#kb'
import { breadcrumbList, escapedJson, faqPage, productData } from './structured-data.ts'

describe('structured data', () => {
  it('cannot end its element, open another one or break a line, whatever an answer says', () => {
    const hostile = '</script><script>alert(1)</script><!-- & \u2028 \u2029'
    const json = escapedJson([faqPage([{ question: hostile, answer: hostile, url: 'https://help.example/en/a/b' }])])
    expect(json).not.toMatch(/[<>&\u2028\u2029]/)
    expect(JSON.parse(json)['@graph'][0].mainEntity[0].acceptedAnswer.text).toBe(hostile)
  })
  it('numbers breadcrumbs from one and links them absolutely', () => {
    const list = breadcrumbList('https://help.example', [
      { title: 'Help', path: '/en' },
      { title: 'Delivery', path: '/en/delivery' },
    ])
    expect(list.itemListElement).toEqual([
      { '@type': 'ListItem', position: 1, name: 'Help', item: 'https://help.example/en' },
      { '@type': 'ListItem', position: 2, name: 'Delivery', item: 'https://help.example/en/delivery' },
    ])
  })
  it('names the pictures of an answer beside its text, which shows none', () => {
    const picture = '<picture><source type="image/avif" srcset="/a 1w"><img src="/b" alt="A pole"></picture>'
    const film = '<video src="/c" controls aria-label="Folding"></video>'
    const shown = { description: 'A pole', url: 'https://help.example/b', card: '/d', width: 4, height: 3 }
    const page = faqPage([
      {
        question: 'How?',
        answer: `<p>So:</p>\n<p>${picture}</p>\n<p>${film} and <img src="/e" alt="x"></p>`,
        url: 'https://help.example/en/a/b',
        pictures: [
          { ...shown, kind: 'picture' },
          { ...shown, kind: 'video' },
        ],
      },
    ])
    expect(page.mainEntity).toMatchObject([
      {
        acceptedAnswer: {
          text: '<p>So:</p>\n\n<p> and </p>',
          image: [
            { '@type': 'ImageObject', contentUrl: shown.url, width: 4, height: 3, description: 'A pole' },
            { '@type': 'MediaObject' },
          ],
        },
      },
    ])
  })
  it('gives a product its price and where it is sold', () => {
    const product: Product = {
      sku: 'TR-1',
      slug: 'tent',
      name: 'Tent',
      category: 'Tents',
      price: 129.9,
      currency: 'EUR',
      oldPrice: null,
      availability: 'out_of_stock',
      vendor: 'Pereval',
      summary: 'Stands.',
      picture: 'https://cdn.shop.example/tent.jpg',
      morePictures: [],
      url: null,
      categories: [{ id: 'tents', name: 'Tents' }],
      attributes: [{ name: 'Weight', value: '2 kg' }],
    }
    expect(productData(product, 'https://shop.example/p/tent')).toMatchObject({
      sku: 'TR-1',
      brand: { name: 'Pereval' },
      image: 'https://cdn.shop.example/tent.jpg',
      offers: {
        price: 129.9,
        priceCurrency: 'EUR',
        availability: 'https://schema.org/OutOfStock',
        url: 'https://shop.example/p/tent',
      },
      additionalProperty: [{ name: 'Weight', value: '2 kg' }],
    })
    const inside = 'https://cdn.shop.example/inside.jpg'
    expect(productData({ ...product, morePictures: [inside] }, '').image).toEqual([product.picture, inside])
  })
})
