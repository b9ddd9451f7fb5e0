import { ANSWER_FIELDS, CATEGORY_MARK, isOfCategory, type Locale } from '#shared'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { get } from '../../http.ts'
import { t } from '../../texts.ts'
import type { ListboxOption } from '../../ui/listbox.tsx'
import { SeekField } from '../../ui/seek/seek-field.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { knowNames, productName } from '../catalogue.ts'

const PER_PAGE = 20
const CATEGORIES = 5
const PAUSE_MS = 150
/** What one page of the server holds; whoever has not found it by then types another letter. */
const MOST = 100

/** What an answer is about: products, and whole categories of them, sought by name or number. None: the whole shop. */
export function ProductsField(props: {
  locale: Locale
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}) {
  const { locale, chosen } = props
  const typed = useSignal('')
  const open = useSignal(false)
  const pages = useSignal(1)
  const text = typed.value.trim()
  useEffect(() => void (pages.value = 1), [text, chosen.length])
  const found = useLoad(
    open.value
      ? async (signal) => {
          const query = { locale, text }
          const [categories, products] = await Promise.all([
            get('/desk/product-categories', { query: { ...query, perPage: CATEGORIES }, signal }),
            get('/desk/products', { query: { ...query, page: 1, perPage: PER_PAGE * pages.value }, signal }),
          ])
          if (!categories.ok) return categories
          if (!products.ok) return products
          return { ok: true, value: { categories: categories.value.items, products: products.value } }
        }
      : null,
    [locale, text, pages.value],
    { pauseMs: PAUSE_MS },
  )
  const { categories = [], products = { items: [], total: 0 } } = found.value ?? {}
  function choose(about: string, name: string): void {
    knowNames(locale, [{ about, name }])
    props.onChange([...chosen, about])
    typed.value = ''
  }
  const hasMore = products.total > products.items.length && pages.value * PER_PAGE < MOST
  const options: ListboxOption[] = [
    ...categories.map((each) => ({
      about: CATEGORY_MARK + each.id,
      name: each.name,
      beside: [t('answer.productCategory'), ...each.above].join(' › '),
    })),
    ...products.items.map((each) => ({ about: each.sku, name: each.name, beside: each.sku })),
  ]
    .filter(({ about }) => !chosen.includes(about))
    .map(({ about, name, beside }) => ({
      key: about,
      choose: () => choose(about, name),
      content: (
        <>
          {name} <span class="soft">{beside}</span>
        </>
      ),
    }))
  if (hasMore)
    options.push({
      key: 'more',
      choose: () => (pages.value += 1),
      content: <span class="soft">{t('ui.more', { shown: products.items.length, total: products.total })}</span>,
    })
  const status = () => {
    if (!open.value) return ''
    if (found.problem) return found.problem
    if (!text || !found.value || found.busy) return ''
    return options.length === 0 ? t('catalogue.noneFound') : t('answer.productsFound', { n: products.total })
  }
  return (
    <SeekField
      label={t('answer.products')}
      chosen={chosen.map((about) => ({
        key: about,
        name: `${isOfCategory(about) ? `${t('answer.productCategory')}: ` : ''}${productName(about, locale)}`,
        takeOff: t('answer.removeProduct', { name: productName(about, locale) }),
      }))}
      onKept={props.onChange}
      typed={typed}
      open={open}
      options={options}
      placeholder={t(chosen.length === 0 ? 'answer.wholeShop' : 'answer.addProduct')}
      isFull={chosen.length >= ANSWER_FIELDS.products.limit}
      status={status()}
    />
  )
}
