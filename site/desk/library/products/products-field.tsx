import { ANSWER_FIELDS, CATEGORY_MARK, isOfCategory, type Locale } from '#shared'
import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { get } from '../../http.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Listbox, type ListboxOption, optionId } from '../../ui/listbox.tsx'
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
  const id = useId()
  const list = `${id}-list`
  const field = useRef<HTMLInputElement>(null)
  const typed = useSignal('')
  const open = useSignal(false)
  const at = useSignal(0)
  const pages = useSignal(1)
  const text = typed.value.trim()
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
  const isFull = chosen.length >= ANSWER_FIELDS.products.limit
  function choose(about: string, name: string): void {
    knowNames(locale, [{ about, name }])
    props.onChange([...chosen, about])
    typed.value = ''
    at.value = 0
    pages.value = 1
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
  const shown = open.value && !isFull && options.length > 0

  return (
    <div class="field">
      <label for={id}>{t('answer.products')}</label>
      {chosen.length > 0 ? (
        <ul class="chosen-chips" aria-label={t('answer.products')}>
          {chosen.map((about) => (
            <li key={about}>
              <button
                type="button"
                class="chip chip-button"
                aria-label={t('answer.removeProduct', { name: productName(about, locale) })}
                onClick={() => {
                  props.onChange(chosen.filter((each) => each !== about))
                  field.current?.focus()
                }}
              >
                {isOfCategory(about) ? `${t('answer.productCategory')}: ` : ''}
                {productName(about, locale)} <Icon name="x" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div class="product-search">
        <input
          id={id}
          ref={field}
          class="input"
          type="text"
          role="combobox"
          autocomplete="off"
          aria-expanded={shown}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={shown && options[at.value] ? optionId(list, at.value) : undefined}
          disabled={isFull}
          placeholder={t(chosen.length === 0 ? 'answer.wholeShop' : 'answer.addProduct')}
          value={typed.value}
          onFocus={() => (open.value = true)}
          onClick={() => (open.value = true)}
          onBlur={() => (open.value = false)}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            open.value = true
            at.value = 0
            pages.value = 1
          }}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
            if (step) {
              if (!open.value) open.value = true
              else if (options.length > 0) at.value = (at.value + step + options.length) % options.length
            } else if (event.key === 'Enter' && shown) options[at.value]?.choose()
            else if (event.key === 'Escape' && open.value) open.value = false
            else if (event.key === 'Backspace' && typed.value === '' && chosen.length > 0)
              return props.onChange(chosen.slice(0, -1))
            else return
            event.preventDefault()
          }}
        />
        {shown ? (
          <Listbox
            id={list}
            label={t('answer.products')}
            class="product-options"
            chosen={at.value}
            options={options}
            onPoint={(index) => (at.value = index)}
          />
        ) : null}
      </div>
      <p class="field-hint" role="status">
        {open.value && found.problem
          ? found.problem
          : open.value && text && found.value && !found.busy
            ? options.length === 0
              ? t('catalogue.noneFound')
              : t('answer.productsFound', { n: products.total })
            : ''}
      </p>
    </div>
  )
}
