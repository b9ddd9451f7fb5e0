import { type Locale, LOCALE_NAMES } from '#shared'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { get, post, put } from '../http.ts'
import { forgetCatalogue } from '../library/catalogue.ts'
import { site } from '../session/session.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Choice, Empty, Skeleton } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { say } from '../ui/toasts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { ColumnChoice, type Columns } from './column-choice.tsx'
import { FactsForm } from './facts-form.tsx'
import { ImportCard } from './import-card.tsx'
import { ImportsPart } from './imports-part.tsx'
import { ProductsPart } from './products-part.tsx'
import { type CatalogueImport, sendFeed } from './send-feed.ts'
import { SourceForm, usualSource } from './source-form.tsx'

/** The shop's products: how they come here, what the newest feed would change, and which there are. */
export function CataloguePage() {
  const loaded = useLoad((stop) => get('/desk/catalogue', { signal: stop }), [])
  const locales = site.value?.locales ?? ['ru']
  const locale = useSignal<Locale>(site.value?.defaultLocale ?? 'ru')
  const version = useSignal(0)
  /** The one that was just read; before it, what was left open the last time. */
  const latest = useSignal<CatalogueImport | null>(null)
  const file = useRef<File | null>(null)
  const sending = useAction((which: File) => sendFeed(locale.value, which))
  const known = loaded.value
  const source = known?.sources.find((one) => one.locale === locale.value) ?? usualSource(locale.value)
  const shown =
    latest.value?.locale === locale.value ? latest.value : known?.waiting.find((one) => one.locale === locale.value)
  const isEmpty = known !== null && known.products.length === 0 && !shown

  function came(one: CatalogueImport | null): void {
    if (one) latest.value = one
    version.value++
    forgetCatalogue()
    loaded.again()
  }
  async function send(which: File): Promise<void> {
    file.current = which
    latest.value = null
    const done = await sending.run(which)
    if (done) came(done.value)
  }
  const choosing = useAction((attributes: string[]) => {
    const { url, everyMinutes, currency, columns } = source
    const body = { url, everyMinutes, currency, columns, attributes }
    return put('/desk/catalogue/{locale}/source', { params: { locale: locale.value }, body })
  })
  const fetching = useAction(() => post('/desk/catalogue/{locale}/fetch', { params: { locale: locale.value } }))
  async function showFacts(attributes: string[]): Promise<void> {
    if (!(await choosing.run(attributes))) return
    if (file.current) return send(file.current)
    if (source.url === null) {
      say(t('ui.saved'))
      return loaded.again()
    }
    const done = await fetching.run()
    if (done) came(done.value.import)
  }
  async function readAgain(columns: Columns): Promise<void> {
    const { url, everyMinutes, currency } = source
    const saved = await put('/desk/catalogue/{locale}/source', {
      params: { locale: locale.value },
      body: { url, everyMinutes, currency, columns },
    })
    if (saved.ok && file.current) await send(file.current)
    else loaded.again()
  }

  return (
    <div class="page page-wide catalogue">
      <header class="page-head">
        <h1>{t('catalogue.title')}</h1>
        {locales.length > 1 ? (
          <Choice<Locale>
            label={t('catalogue.language')}
            value={locale.value}
            options={locales.map((each) => ({ value: each, text: LOCALE_NAMES[each] }))}
            onChoose={(each) => (locale.value = each)}
          />
        ) : null}
      </header>
      {loaded.problem ? <Banner tone="bad">{loaded.problem}</Banner> : null}
      {!known ? (
        loaded.problem ? null : (
          <Skeleton rows={6} tall />
        )
      ) : (
        <>
          {isEmpty ? (
            <Empty icon="tag" title={t('catalogue.none')}>
              <p>{t('catalogue.noneMore')}</p>
              {known.ofFiles > 0 ? <p>{t('catalogue.ofFiles', { n: known.ofFiles })}</p> : null}
            </Empty>
          ) : null}
          <div class="feed-upload">
            <label class={`button button-main ${sending.busy ? 'is-busy' : ''}`}>
              <Icon name="plus" /> {sending.busy ? t('catalogue.reading') : t('catalogue.upload')}
              <input
                type="file"
                class="unseen"
                accept=".yml,.xml,.csv,.tsv,.txt,text/csv,text/xml,application/xml"
                disabled={sending.busy}
                onChange={(event) => {
                  const which = event.currentTarget.files?.[0]
                  event.currentTarget.value = ''
                  if (which) void send(which)
                }}
              />
            </label>
            <span class="soft">{t('catalogue.kinds')}</span>
          </div>
          {sending.problem ? <Banner tone="bad">{sending.problem}</Banner> : null}
          {shown ? (
            <ImportCard
              key={shown.id}
              one={shown}
              onDecided={(one) => {
                latest.value = null
                came(one)
              }}
            />
          ) : null}
          {shown?.fault?.code === 'columns_needed' && file.current ? (
            <ColumnChoice
              key={`columns ${shown.id}`}
              headings={headingsOf(shown.fault.detail)}
              chosen={source.columns}
              busy={sending.busy}
              onChosen={(columns) => void readAgain(columns)}
            />
          ) : null}
          {source.further.length > 0 ? (
            <FactsForm
              key={`facts ${locale.value} ${JSON.stringify([source.attributes, source.further])}`}
              source={source}
              isAtHand={file.current !== null || source.url !== null}
              busy={choosing.busy || fetching.busy || sending.busy}
              problem={choosing.problem ?? fetching.problem}
              onChosen={(attributes) => void showFacts(attributes)}
            />
          ) : null}
          {isEmpty && known.ofFiles === 0 ? null : <ProductsPart locale={locale.value} version={version.value} />}
          <SourceForm
            key={`${locale.value} ${source.url}`}
            source={source}
            onSaved={() => loaded.again()}
            onFetched={came}
          />
          <ImportsPart version={version.value} />
        </>
      )}
    </div>
  )
}

function headingsOf(detail: string | null): string[] {
  try {
    const read: unknown = JSON.parse(detail ?? '[]')
    return Array.isArray(read) ? [...new Set(read.map(String))] : []
  } catch {
    return []
  }
}
