import { money } from '#shared'
import { post } from '../http.ts'
import { isTextKey, language, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { FaultText } from './fault-text.tsx'
import type { CatalogueImport } from './send-feed.ts'

const PARTS = ['added', 'changed', 'gone'] as const

/** What a feed would change, or why it could not be read, and what to do about it. */
export function ImportCard({ one, onDecided }: { one: CatalogueImport; onDecided: (one: CatalogueImport) => void }) {
  const applying = useAction((id: string) => post('/desk/catalogue/imports/{id}/apply', { params: { id } }))
  const leaving = useAction((id: string) => post('/desk/catalogue/imports/{id}/discard', { params: { id } }))
  if (one.fault)
    return (
      <Banner tone="bad" live>
        <p>
          <strong>{t('catalogue.broken')}</strong> <span class="soft">{one.name}</span>
        </p>
        <FaultText fault={one.fault} />
      </Banner>
    )
  if (one.state === 'unchanged')
    return (
      <Banner tone="good" live>
        <p>{t('catalogue.unchanged')}</p>
        <SkippedLines one={one} />
      </Banner>
    )
  if (one.state !== 'ready') return null
  async function decide(act: typeof applying, said: string | null): Promise<void> {
    const done = await act.run(one.id)
    if (!done) return
    if (said) say(said)
    onDecided(done.value)
  }
  return (
    <section class="card feed-card" aria-labelledby="feed-ready">
      <h2 id="feed-ready">{t('catalogue.ready')}</h2>
      <p class="soft">
        {one.name} · {t('catalogue.offers', { n: one.offers })}
      </p>
      {one.heldBack ? (
        <Banner tone="warn">
          <p>{t('catalogue.heldBack')}</p>
        </Banner>
      ) : null}
      {one.instead ? <InsteadOfFiles instead={one.instead} /> : null}
      <div class="feed-parts">
        {PARTS.filter((part) => one[part] > 0).map((part) => (
          <div key={part} class={`feed-part feed-${part}`}>
            <h3>{t(`catalogue.${part}`, { n: one[part] })}</h3>
            <ul>
              {one.samples[part].map((each) => (
                <li key={each.sku}>
                  <span>{each.name}</span> <span class="soft">{each.sku}</span>
                  {each.changed?.map((change) => (
                    <div class="feed-change" key={change.field}>
                      {fieldName(change.field)}: <del>{said(change.field, change.from)}</del> →{' '}
                      <ins>{said(change.field, change.to)}</ins>
                    </div>
                  ))}
                </li>
              ))}
            </ul>
            {one[part] > one.samples[part].length ? (
              <p class="soft">{t('catalogue.andMore', { n: one[part] - one.samples[part].length })}</p>
            ) : null}
          </div>
        ))}
      </div>
      <SkippedLines one={one} />
      {applying.problem || leaving.problem ? <Banner tone="bad">{applying.problem ?? leaving.problem}</Banner> : null}
      <div class="feed-decide">
        <button
          type="button"
          class="button button-main"
          disabled={applying.busy}
          onClick={() => void decide(applying, t('catalogue.applied'))}
        >
          <Icon name="check" /> {t('catalogue.apply')}
        </button>
        <button type="button" class="button" disabled={leaving.busy} onClick={() => void decide(leaving, null)}>
          {t('catalogue.discard')}
        </button>
      </div>
    </section>
  )
}

/** With the first feed, the products of the content folder are no longer shown: which of them would be missing. */
function InsteadOfFiles({ instead }: { instead: NonNullable<CatalogueImport['instead']> }) {
  const { products, goneTotal, gone } = instead
  return (
    <Banner tone={goneTotal > 0 ? 'warn' : 'plain'}>
      <p>{t('catalogue.instead', { n: products })}</p>
      {goneTotal > 0 ? (
        <details>
          <summary>{t('catalogue.insteadGone', { n: goneTotal })}</summary>
          <ul>
            {gone.map((each) => (
              <li key={each.sku}>
                {each.name} <span class="soft">{each.sku}</span>
              </li>
            ))}
          </ul>
          {goneTotal > gone.length ? (
            <p class="soft">{t('catalogue.andMore', { n: goneTotal - gone.length })}</p>
          ) : null}
        </details>
      ) : null}
    </Banner>
  )
}

function SkippedLines({ one }: { one: CatalogueImport }) {
  if (one.skippedTotal === 0) return null
  return (
    <details class="feed-skipped">
      <summary>{t('catalogue.skipped', { n: one.skippedTotal })}</summary>
      <ul>
        {one.skipped.map((each) => (
          <li key={`${each.line} ${each.sku}`}>
            {t('catalogue.lineOf', { line: each.line, sku: each.sku || '–', why: t(`catalogue.why.${each.why}`) })}
          </li>
        ))}
      </ul>
    </details>
  )
}

const fieldName = (field: string): string => {
  const key = `catalogue.field.${field}`
  return isTextKey(key) ? t(key) : field
}

function said(field: string, value: string): string {
  if (value === '') return '–'
  if (field === 'availability') {
    const key = `catalogue.is.${value}`
    return isTextKey(key) ? t(key) : value
  }
  return field === 'price' || field === 'oldPrice'
    ? money(Number(value), 'RUB', language.value).replace(/\s?₽/, '')
    : value
}
