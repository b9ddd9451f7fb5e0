import { since } from '../dates.ts'
import { get } from '../http.ts'
import { t } from '../texts.ts'
import { More } from '../ui/parts.tsx'
import { usePaged } from '../ui/use-paged.ts'
import { FaultText } from './fault-text.tsx'

const PER_PAGE = 10

/** What came so far, and what became of it. */
export function ImportsPart({ version }: { version: number }) {
  const list = usePaged(
    (page, stop) => get('/desk/catalogue/imports', { query: { perPage: PER_PAGE, page }, signal: stop }),
    (each) => each.id,
    [version],
  )
  if (!list.items || list.items.length === 0) return null
  return (
    <section aria-labelledby="feed-imports">
      <h2 id="feed-imports">{t('catalogue.imports')}</h2>
      <ol class="feed-imports">
        {list.items.map((each) => (
          <li key={each.id}>
            <div class="feed-import">
              <span
                class={`chip ${each.state === 'refused' ? 'chip-bad' : each.state === 'applied' ? 'chip-good' : ''}`}
              >
                {t(`catalogue.state.${each.state}`)}
              </span>
              <span class="break">{each.name || each.locale}</span>
              <span class="soft">
                {t(`catalogue.way.${each.way}`)} · {each.locale} · {since(each.at)}
                {each.by ? ` · ${each.by.name}` : ''}
              </span>
            </div>
            {each.fault ? (
              <FaultText fault={each.fault} />
            ) : (
              <p class="soft">
                {t('catalogue.added', { n: each.added })}, {t('catalogue.changed', { n: each.changed })},{' '}
                {t('catalogue.gone', { n: each.gone })}
              </p>
            )}
          </li>
        ))}
      </ol>
      <More shown={list.items.length} total={list.last?.total ?? 0} busy={list.busy} onMore={list.more} />
    </section>
  )
}
