import { type InterfaceLocale, money } from '#shared'
import type { h as create } from 'preact'
import type { ProductOnPage } from '#protocol'
import { texts as de } from '../../locales/de/product.ts'
import { texts as en } from '../../locales/en/product.ts'
import { texts as ru } from '../../locales/ru/product.ts'

const TEXTS = { en, ru, de }
const FACTS = 'margin:0;font-size:var(--text-xs);overflow-wrap:anywhere'
const PICTURE = 'float:inline-end;margin-inline-start:12px;background:#fff;border-radius:8px;object-fit:contain'

/**
 * Loads where the page sells something: what that is, in place of the words above what is asked of the shop; nothing where it cannot
 * be read. Takes nothing of what the panel is made of: a module of both would become a file of its own, for everybody; `h` is the panel's, which what is drawn here is written with.
 */
export function productCard(h: typeof create, sold: unknown, locale: InterfaceLocale) {
  const product = readProduct(sold)
  // Named by whoever draws: the compiler writes it wherever a tag stands.
  void h
  if (!product) return null
  const { name, sku, price, currency, availability, picture, attributes = [], url } = product
  const texts = TEXTS[locale]
  return (
    <div>
      <a class="best" href={url} target="_blank" rel="noopener">
        {picture && (
          <img
            src={picture}
            alt=""
            width={64}
            height={64}
            loading="lazy"
            decoding="async"
            referrerpolicy="no-referrer"
            style={PICTURE}
            // It stays where the shop keeps it, so its address may be dead.
            onError={({ currentTarget }) => {
              currentTarget.style.display = 'none'
            }}
          />
        )}
        <b lang={locale === 'ru' ? 'ru' : 'en'}>{name}</b>
        <span>
          {[money(price, currency, locale), availability && texts[`product.${availability}`], sku]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {attributes.length > 0 && (
          <dl style={FACTS} lang={locale === 'ru' ? 'ru' : 'en'}>
            {attributes.map((one) => (
              <div>
                <dt style="display:inline;color:var(--ink-soft)">{one.name}: </dt>
                <dd style="display:inline;margin:0;color:var(--ink)">{one.value}</dd>
              </div>
            ))}
          </dl>
        )}
      </a>
      <h2 class="label" style="margin-top:16px">
        {texts['product.about'].replace('{name}', () => name)}
      </h2>
    </div>
  )
}

const MOST_FACTS = 5
const isText = (value: unknown): value is string => typeof value === 'string' && value.length < 2_000

/** Hand-made guards, as for everything that comes over the network: only these may become a link or a picture. */
export function readProduct(value: unknown): ProductOnPage | null {
  const from = (value ?? {}) as Record<keyof ProductOnPage, unknown>
  const { sku, name, price, currency, availability, picture, attributes, url } = from
  if (!isText(sku) || !isText(name) || !isText(currency) || !isText(url) || typeof price !== 'number') return null
  if (!/^https?:\/\/|^\/(?!\/)/.test(url)) return null
  return {
    sku,
    name,
    price,
    currency,
    url,
    availability:
      availability === 'in_stock' || availability === 'to_order' || availability === 'out_of_stock'
        ? availability
        : null,
    picture: isText(picture) && /^https:\/\//.test(picture) ? picture : null,
    attributes: Array.isArray(attributes)
      ? attributes.slice(0, MOST_FACTS).flatMap((one: Partial<Record<'name' | 'value', unknown>> | null) => {
          const { name: called, value: said } = one ?? {}
          return isText(called) && isText(said) ? [{ name: called, value: said }] : []
        })
      : [],
  }
}
