import type { AnswerOf, BodyOf } from '#desk-api'
import type { Locale } from '#shared'
import { useSignal } from '@preact/signals'
import { since } from '../dates.ts'
import { get, post, put } from '../http.ts'
import { configures } from '../session/session.ts'
import { t } from '../texts.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Banner, Field } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { FaultText } from './fault-text.tsx'
import type { CatalogueImport } from './send-feed.ts'

export type Source = AnswerOf<'/desk/catalogue/{locale}/source', 'put'>
const EVERY = [15, 60, 360, 1_440] as const
export const usualSource = (locale: Locale): Source => ({
  locale,
  url: null,
  everyMinutes: 60,
  currency: 'RUB',
  columns: {},
  attributes: null,
  further: [],
  checkedAt: null,
  nextAt: null,
  fault: null,
})

/** Where the feed of one language is fetched from, and how the shop may send it itself. */
export function SourceForm(props: {
  source: Source
  onSaved: (source: Source) => void
  onFetched: (one: CatalogueImport | null) => void
}) {
  const { source } = props
  const { locale } = source
  const now = useSignal(source)
  const saving = useAction((body: BodyOf<'/desk/catalogue/{locale}/source', 'put'>) =>
    put('/desk/catalogue/{locale}/source', { params: { locale }, body }),
  )
  const fetching = useAction(() => post('/desk/catalogue/{locale}/fetch', { params: { locale } }))
  async function save(): Promise<boolean> {
    const { url, everyMinutes, currency, columns } = now.value
    const done = await saving.run({ url: url?.trim() || null, everyMinutes, currency, columns })
    if (done) props.onSaved(done.value)
    return done !== null
  }
  async function fetchNow(): Promise<void> {
    if (!(await save())) return
    const done = await fetching.run()
    if (!done) return
    if (!done.value.import) say(t('catalogue.nothingNew'))
    props.onFetched(done.value.import)
  }
  return (
    <form
      class="card form"
      onSubmit={(event) => {
        event.preventDefault()
        void save().then((done) => done && say(t('ui.saved')))
      }}
    >
      <h2>{t('catalogue.address')}</h2>
      {source.fault ? (
        <Banner tone="bad">
          <FaultText fault={source.fault} />
        </Banner>
      ) : null}
      <Field
        label={t('catalogue.keyAddress')}
        hint={t('catalogue.addressHint')}
        problem={saving.problem ?? fetching.problem}
      >
        {(ties) => (
          <input
            {...ties}
            class="input"
            type="url"
            inputMode="url"
            placeholder="https://"
            value={now.value.url ?? ''}
            onInput={(event) => (now.value = { ...now.value, url: event.currentTarget.value })}
          />
        )}
      </Field>
      <div class="field-row">
        <Field label={t('catalogue.every')}>
          {(ties) => (
            <select
              {...ties}
              class="input"
              value={now.value.everyMinutes}
              onChange={(event) => (now.value = { ...now.value, everyMinutes: Number(event.currentTarget.value) })}
            >
              {EVERY.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {t(`catalogue.every.${minutes}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('catalogue.currency')}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              value={now.value.currency}
              maxLength={3}
              pattern="[A-Z]{3}"
              onInput={(event) => (now.value = { ...now.value, currency: event.currentTarget.value.toUpperCase() })}
            />
          )}
        </Field>
      </div>
      {source.checkedAt ? <p class="soft">{t('catalogue.checked', { at: since(source.checkedAt) })}</p> : null}
      <div class="feed-decide">
        <button type="submit" class="button button-main" disabled={saving.busy}>
          {t('catalogue.save')}
        </button>
        <button
          type="button"
          class="button"
          disabled={!now.value.url?.trim() || fetching.busy}
          onClick={() => void fetchNow()}
        >
          {fetching.busy ? t('catalogue.reading') : t('catalogue.fetch')}
        </button>
      </div>
      {configures.value ? <Key locale={locale} /> : null}
    </form>
  )
}

/** Shown only when asked for: whoever has it can replace the shop's products. */
function Key({ locale }: { locale: Locale }) {
  const reading = useAction(() => get('/desk/catalogue/key'), { toast: true })
  const shown = useSignal<{ key: string; address: string } | null>(null)
  return (
    <details>
      <summary>{t('catalogue.key')}</summary>
      <p class="soft">{t('catalogue.keyMore')}</p>
      {shown.value ? (
        <>
          <CopyField label={t('catalogue.keyAddress')} value={shown.value.address.replace(/\w\w$/, locale)} />
          <CopyField label={t('catalogue.keyKey')} value={shown.value.key} />
        </>
      ) : (
        <button
          type="button"
          class="button button-small"
          disabled={reading.busy}
          onClick={() => void reading.run().then((done) => done && (shown.value = done.value))}
        >
          {t('catalogue.keyShow')}
        </button>
      )}
    </details>
  )
}
