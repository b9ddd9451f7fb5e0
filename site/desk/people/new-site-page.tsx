import type { BodyOf } from '#desk-api'
import { LOCALE_NAMES, LOCALES, type Locale } from '#shared'
import { useSignal } from '@preact/signals'
import { post, put } from '../http.ts'
import { LogoField } from '../look/logo-field.tsx'
import { loadSession } from '../session/session.ts'
import { t } from '../texts.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { Banner, Field } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { EmbedFields } from './embed-fields.tsx'
import { PageCalls } from './page-calls.tsx'
import { readSpans } from './spans.ts'

type Body = BodyOf<'/desk/sites', 'post'>

/** `https://www.shop-b.example` → `shop-b`: what the shop is called in the lines to paste, until somebody says otherwise. */
const shortNameOf = (url: string): string =>
  URL.canParse(url)
    ? (new URL(url).hostname
        .replace(/^www\./, '')
        .split('.')[0]
        ?.replace(/[^a-z0-9-]/g, '') ?? '')
    : ''
const originOf = (text: string): string => (URL.canParse(text.trim()) ? new URL(text.trim()).origin : text.trim())

/** Another shop in a few minutes: what it is called, where it stands, when it is open; then the lines to paste, and whether they work. */
export function NewSitePage() {
  const names = useSignal<Record<Locale, string>>({ ru: '', en: '' })
  const url = useSignal('')
  const id = useSignal<string | null>(null)
  const mail = useSignal('')
  const helpCentre = useSignal('')
  const logo = useSignal<string | null>(null)
  const locales = useSignal<Locale[]>([...LOCALES])
  const week = useSignal('09:00-18:00')
  const weekend = useSignal('')
  const unread = useSignal<Record<string, string>>({})
  const made = useSignal<string | null>(null)
  const making = useAction((body: Body) => post('/desk/sites', { body }))
  const choosing = useAction((site: string) => put('/desk/me/site', { body: { site } }))
  const fields = { ...making.refused?.fields, ...unread.value }
  const shortName = id.value ?? shortNameOf(url.value)

  async function make(): Promise<void> {
    const [days, ends] = [readSpans(week.value), readSpans(weekend.value)]
    unread.value = {
      ...(days ? {} : { week: t('site.hoursWrong') }),
      ...(ends ? {} : { weekend: t('site.hoursWrong') }),
    }
    if (!days || !ends) return making.refuse(t('problem.invalid'))
    const first = locales.value[0] ?? 'ru'
    const done = await making.run({
      id: shortName,
      // A name that is written once is the same in both languages.
      name: { ru: names.value.ru.trim() || names.value.en.trim(), en: names.value.en.trim() || names.value.ru.trim() },
      url: originOf(url.value),
      locales: locales.value,
      defaultLocale: first,
      mail: mail.value.trim(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      hours: { mon: days, tue: days, wed: days, thu: days, fri: days, sat: ends, sun: ends },
      helpCentre: helpCentre.value.trim() ? originOf(helpCentre.value) : null,
      logos: { light: logo.value, dark: null, square: null },
    })
    if (!done || !(await choosing.run(done.value.id))) return
    await loadSession()
    made.value = done.value.id
  }

  if (made.value)
    return (
      <div class="page page-narrow">
        <header class="page-head">
          <h1>{t('newSite.made', { name: names.value.ru || names.value.en })}</h1>
        </header>
        <PageCalls />
        <EmbedFields site={made.value} hint={t('newSite.embed')} />
        <p>
          <a class="button" href="/desk/settings">
            {t('newSite.more')}
          </a>
        </p>
      </div>
    )
  const text = (label: string, of: { value: string }, more: object = {}, hint?: string, problem?: string) => (
    <Field label={label} hint={hint} problem={problem}>
      {(ties) => (
        <input {...ties} class="input" value={of.value} onInput={(e) => (of.value = e.currentTarget.value)} {...more} />
      )}
    </Field>
  )
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{t('nav.sites')}</h1>
      </header>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <section class="card">
          {LOCALES.map((locale, at) => (
            <Field key={locale} label={t(`newSite.name.${locale}`)} problem={fields[`name.${locale}`]}>
              {(ties) => (
                <input
                  {...ties}
                  class="input"
                  lang={locale}
                  maxLength={300}
                  ref={at === 0 ? focusFirst : undefined}
                  value={names.value[locale]}
                  onInput={(event) => (names.value = { ...names.value, [locale]: event.currentTarget.value })}
                />
              )}
            </Field>
          ))}
          {text(
            t('newSite.url'),
            url,
            { type: 'url', required: true, placeholder: 'https://shop.example' },
            undefined,
            fields.url,
          )}
          <Field label={t('newSite.id')} hint={t('newSite.idHint')} problem={fields.id}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                required
                maxLength={40}
                value={shortName}
                onInput={(event) => (id.value = event.currentTarget.value)}
              />
            )}
          </Field>
          {text(t('site.mail'), mail, { type: 'email', required: true }, undefined, fields.mail)}
          {text(
            t('newSite.helpCentre'),
            helpCentre,
            { type: 'url', placeholder: 'https://help.shop.example' },
            t('newSite.helpCentreHint'),
            fields.helpCentre,
          )}
          <LogoField
            label={t('newSite.logo')}
            theme="light"
            value={logo.value}
            problem={fields['logos.light']}
            onChange={(id) => (logo.value = id)}
          />
        </section>
        <section class="card">
          <fieldset class="field">
            <legend class="field-label">{t('newSite.languages')}</legend>
            {LOCALES.map((locale) => (
              <label key={locale} class="check">
                <input
                  type="checkbox"
                  checked={locales.value.includes(locale)}
                  disabled={locales.value.length === 1 && locales.value.includes(locale)}
                  onChange={(event) => {
                    locales.value = LOCALES.filter((one) =>
                      one === locale ? event.currentTarget.checked : locales.value.includes(one),
                    )
                  }}
                />{' '}
                {LOCALE_NAMES[locale]}
              </label>
            ))}
          </fieldset>
          {text(t('newSite.week'), week, { placeholder: t('site.closed') }, undefined, fields.week)}
          {text(t('newSite.weekend'), weekend, { placeholder: t('site.closed') }, t('site.hoursHint'), fields.weekend)}
        </section>
        {making.problem || choosing.problem ? (
          <Banner tone="bad" live>
            {making.problem ?? choosing.problem}
          </Banner>
        ) : null}
        <button class="button button-main" type="submit" disabled={making.busy || choosing.busy}>
          {t('newSite.make')}
        </button>
      </form>
    </div>
  )
}
