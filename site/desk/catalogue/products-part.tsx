import { type Locale, money } from '#shared'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { get } from '../http.ts'
import { language, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, More, Skeleton } from '../ui/parts.tsx'
import { usePaged } from '../ui/use-paged.ts'

const PER_PAGE = 30
const PAUSE_MS = 250

/** Products as the catalogue has them now, by words and number. */
export function ProductsPart({ locale, version }: { locale: Locale; version: number }) {
  const typed = useSignal('')
  const text = useSignal('')
  useEffect(() => {
    const timer = setTimeout(() => (text.value = typed.value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed.value])
  const list = usePaged(
    (page, stop) =>
      get('/desk/products', { query: { locale, text: text.value, perPage: PER_PAGE, page }, signal: stop }),
    (each) => each.sku,
    [locale, text.value, version],
  )
  return (
    <section aria-labelledby="feed-products">
      <h2 id="feed-products">
        {t('catalogue.products')} {list.last ? <span class="count">{list.last.total}</span> : null}
      </h2>
      <div class="filters">
        <label class="search-box">
          <Icon name="search" />
          <input
            type="search"
            value={typed.value}
            placeholder={t('catalogue.search')}
            aria-label={t('catalogue.search')}
            onInput={(event) => (typed.value = event.currentTarget.value)}
          />
        </label>
      </div>
      {list.problem ? <Banner tone="bad">{list.problem}</Banner> : null}
      {list.items === null ? (
        list.problem ? null : (
          <Skeleton rows={8} />
        )
      ) : list.items.length === 0 ? (
        <p class="soft">{t('catalogue.noneFound')}</p>
      ) : (
        <div class="table-wrap">
          <table class="table table-stacks">
            <thead>
              <tr>
                <th scope="col">{t('catalogue.product')}</th>
                <th scope="col">{t('catalogue.category')}</th>
                <th scope="col">{t('catalogue.price')}</th>
                <th scope="col">{t('catalogue.availability')}</th>
              </tr>
            </thead>
            <tbody>
              {list.items.map((each) => (
                <tr key={each.sku}>
                  <td>
                    <a href={`/${locale}/product/${each.slug}`} target="_blank" rel="noopener">
                      {each.name}
                    </a>{' '}
                    <span class="soft">{each.sku}</span>
                  </td>
                  <td data-label={t('catalogue.category')}>{each.category || '–'}</td>
                  <td data-label={t('catalogue.price')}>{money(each.price, each.currency, language.value)}</td>
                  <td data-label={t('catalogue.availability')}>
                    {each.availability ? t(`catalogue.is.${each.availability}`) : '–'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.items ? (
        <More shown={list.items.length} total={list.last?.total ?? 0} busy={list.busy} onMore={list.more} />
      ) : null}
    </section>
  )
}
