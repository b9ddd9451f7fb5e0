import { type Locale, LOCALES } from '#shared'
import { html, raw } from 'hono/html'
import type { Product, Site } from '#kb'
import { illustration, landscape } from './illustrations.ts'
import { SHOP_TEXTS } from './shop-texts.ts'

export interface ShopPage {
  site: Site
  locale: Locale
  helpUrl: string
  /** The widget's two lines, with the nonce that this page's policy asks for. */
  snippet: string
  path: string
  /** Sets a short text with care: no line ends in a preposition. */
  fine(text: string): string
}

const rubles = (price: number, locale: Locale) => `${new Intl.NumberFormat(locale).format(price)}\u00a0₽`
const other = (locale: Locale): Locale => LOCALES.find((one) => one !== locale) ?? locale
const linkTo = (path: string, locale: Locale) => `${path}?lang=${locale}`

/** Product data for search engines, and for the widget: it finds the product of the page there. */
const productData = (product: Product) =>
  JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    sku: product.sku,
    description: product.summary,
    offers: { '@type': 'Offer', price: product.price, priceCurrency: 'RUB' },
  }).replaceAll('<', '\\u003c')

function frame({ site, locale, helpUrl, snippet, path }: ShopPage, title: string, body: unknown, product?: Product) {
  const t = SHOP_TEXTS[locale]
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/shop.css">
${product ? raw(`<script type="application/ld+json">${productData(product)}</script>`) : ''}
</head>
<body>
<aside class="demo">${t.demo}</aside>
<header class="top">
<a class="name" href="${linkTo('/', locale)}"><img src="/icon.svg" alt="" width="34" height="34">${site.name[locale]}</a>
<nav>
<a href="${helpUrl}/${locale}">${t.help}</a>
<a href="${linkTo(path, other(locale))}" lang="${other(locale)}">${t.other}</a>
</nav>
</header>
<main>${body}</main>
<footer>${t.contact} · <a href="mailto:${site.mail}">${site.mail}</a></footer>
${raw(snippet)}
</body>
</html>`
}

export function homePage(page: ShopPage, products: Product[]) {
  const { locale, site, fine } = page
  const t = SHOP_TEXTS[locale]
  const cards = products.map(
    (product) => html`<li><a class="card" href="${linkTo(`/p/${product.slug}`, locale)}">
<span class="picture">${raw(illustration(product.slug))}</span>
<span class="kind">${product.category}</span>
<span class="card-name">${fine(product.name)}</span>
<span class="price">${rubles(product.price, locale)}</span>
</a></li>`,
  )
  const body = html`<section class="hero">
<div>
<h1>${fine(t.title)}</h1>
<p>${fine(t.lead)}</p>
<ul class="promises"><li>${t.delivery}</li><li>${t.returns}</li><li>${t.warranty}</li></ul>
</div>
${raw(landscape())}
</section>
<h2>${t.goods}</h2>
<ul class="goods">${cards}</ul>`
  return frame(page, `${site.name[locale]}. ${t.title}`, body)
}

export function productPage(page: ShopPage, product: Product) {
  const { locale, site, fine, helpUrl } = page
  const t = SHOP_TEXTS[locale]
  const rows = product.attributes.map(
    ({ name, value }) => html`<tr><th scope="row">${name}</th><td>${fine(value)}</td></tr>`,
  )
  const body = html`<p class="back"><a href="${linkTo('/', locale)}">← ${t.back}</a></p>
<article class="product">
<div class="picture picture-large">${raw(illustration(product.slug))}</div>
<div>
<p class="kind">${product.category}</p>
<h1>${fine(product.name)}</h1>
<p class="summary">${fine(product.summary)}</p>
<p class="price">${rubles(product.price, locale)}</p>
<p class="stock">${t.stock}</p>
<a class="ask" href="${helpUrl}/${locale}/product/${product.slug}" data-firstline="home"><strong>${t.questions}</strong> ${fine(t.questionsText)}</a>
<h2>${t.attributes}</h2>
<table><tbody>${rows}<tr><th scope="row">${t.sku}</th><td>${product.sku}</td></tr></tbody></table>
</div>
</article>`
  return frame(page, `${product.name} · ${site.name[locale]}`, body, product)
}

export function missingPage(page: ShopPage) {
  const t = SHOP_TEXTS[page.locale]
  return frame(
    page,
    t.missing,
    html`<h1>${t.missing}</h1><p class="back"><a href="${linkTo('/', page.locale)}">← ${t.back}</a></p>`,
  )
}
