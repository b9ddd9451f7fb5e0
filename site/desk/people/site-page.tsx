import type { BodyOf } from '#desk-api'
import { type Weekday, WEEKDAYS } from '#shared'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Site } from '../shapes.ts'
import { put } from '../http.ts'
import { session, site, sites } from '../session/session.ts'
import { useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Field, NumberField } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useUnsaved } from '../ui/use-unsaved.ts'
import { EnforcedField } from '../identity/enforced-field.tsx'
import { EmbedFields } from './embed-fields.tsx'
import { GreetingFields } from '../greet/greeting-fields.tsx'
import { FileFields } from './file-fields.tsx'
import { PageCalls } from './page-calls.tsx'
import { GuardFields } from './guard-fields.tsx'
import { AttributeFields } from '../visitor-facts/attribute-fields.tsx'
import { InviteFields } from './invite-fields.tsx'
import { OrderFields } from '../visitor-facts/order-fields.tsx'
import { AlertFields } from '../now/steering/alert-fields.tsx'
import { DigestFields } from '../digest/digest-fields.tsx'
import { SilenceFields } from '../snoozing/silence-fields.tsx'
import { WatchFields } from './watch-fields.tsx'
import { readSpans, writeSpans } from './spans.ts'

/** What belongs to the shop: colours, greeting, hours, pages that may embed the widget, promised times. */
export function SitePage() {
  const before = site.peek()
  const now = useSignal<Site | null>(before)
  const hours = useSignal<Record<Weekday, string>>(
    Object.fromEntries(WEEKDAYS.map((day) => [day, writeSpans(before?.hours[day] ?? [])])) as Record<Weekday, string>,
  )
  const holidays = useSignal(
    (before?.holidays ?? []).map((each) => ({ date: each.date, hours: writeSpans(each.hours) })),
  )
  const orderNumbers = useSignal((before?.orderNumbers ?? []).join(', '))
  const origins = useSignal((before?.origins ?? []).join('\n'))
  const form = useRef<HTMLFormElement>(null)
  const written = JSON.stringify([now.value, hours.value, holidays.value, origins.value, orderNumbers.value])
  const kept = useSignal(written)
  useUnsaved(written !== kept.value)
  /** What this page sees before it asks: hours and dates that cannot be read. */
  const unread = useSignal<Record<string, string>>({})
  const saving = useAction((body: BodyOf<'/desk/site', 'put'>) => put('/desk/site', { body }))
  const fields = { ...saving.refused?.fields, ...unread.value }

  // A page this long shows what is wrong where it stands.
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid]')
    if (!saving.problem || !wrong) return
    // Not merely into the page: its lowest part lies under the bar of the button.
    wrong.scrollIntoView({ block: 'center' })
    wrong.focus({ preventScroll: true })
  }, [saving.refused, unread.value])
  async function save(): Promise<void> {
    if (!now.value) return
    const wrong: Record<string, string> = {}
    const week = {} as Record<Weekday, string[]>
    for (const day of WEEKDAYS) {
      const spans = readSpans(hours.value[day])
      if (spans) week[day] = spans
      else wrong[day] = t('site.hoursWrong')
    }
    const closed = holidays.value.flatMap((each, index) => {
      const spans = readSpans(each.hours)
      if (!spans || !each.date) wrong[`holiday${index}`] = t('site.hoursWrong')
      return spans && each.date ? [{ date: each.date, hours: spans }] : []
    })
    unread.value = wrong
    if (Object.keys(wrong).length > 0) return saving.refuse(t('problem.invalid'))
    const {
      id: _id,
      name: _name,
      url: _url,
      locales: _locales,
      defaultLocale: _default,
      productUrlPattern: _pattern,
      ...settings
    } = now.value
    const done = await saving.run({
      ...settings,
      hours: week,
      holidays: closed,
      orderNumbers: orderNumbers.value
        .split(',')
        .map((form) => form.trim())
        .filter(Boolean),
      origins: origins.value.split(/\s+/).filter(Boolean),
    })
    if (!done) return
    now.value = done.value
    kept.value = JSON.stringify([now.value, hours.value, holidays.value, origins.value, orderNumbers.value])
    if (session.value.state === 'in') session.value = { ...session.value, site: done.value }
    say(t('ui.saved'))
  }
  useActions(() => [
    {
      id: 'save-site',
      label: 'ui.save',
      place: 'nav.settings',
      keys: [{ code: 'KeyS', ctrl: true }],
      run: () => void save(),
    },
  ])

  const shown = now.value
  if (!shown) return null
  const set = (part: Partial<Site>) => {
    now.value = { ...shown, ...part }
  }
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{t('site.title')}</h1>
        <a class="button" href="/desk/look">
          <Icon name="image" /> {t('nav.look')}
        </a>
      </header>
      <form
        ref={form}
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <section class="card">
          <h2>{t('site.words')}</h2>
          <Field label={t('site.mail')} problem={fields.mail}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                type="email"
                value={shown.mail}
                onInput={(event) => set({ mail: event.currentTarget.value })}
              />
            )}
          </Field>
        </section>
        <section class="card">
          <h2>{t('site.hours')}</h2>
          <p class="field-hint">{t('site.hoursHint')}</p>
          <div class="week">
            {WEEKDAYS.map((day) => (
              <Field key={day} label={t(`day.${day}`)} problem={fields[day]}>
                {(ties) => (
                  <input
                    {...ties}
                    class="input input-small"
                    placeholder={t('site.closed')}
                    value={hours.value[day]}
                    onInput={(event) => (hours.value = { ...hours.value, [day]: event.currentTarget.value })}
                  />
                )}
              </Field>
            ))}
          </div>
          <Field label={t('site.timeZone')} problem={fields.timeZone}>
            {(ties) => (
              <select
                {...ties}
                class="input"
                value={shown.timeZone}
                onChange={(event) => set({ timeZone: event.currentTarget.value })}
              >
                {[...new Set([shown.timeZone, ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
                  <option key={zone} value={zone}>
                    {zone}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <h3>{t('site.holidays')}</h3>
          <ul class="phrasings">
            {holidays.value.map((each, index) => (
              <li key={index}>
                <input
                  class="input input-small"
                  type="date"
                  aria-label={t('site.date')}
                  value={each.date}
                  onInput={(event) =>
                    (holidays.value = holidays.value.map((other, at) =>
                      at === index ? { ...other, date: event.currentTarget.value } : other,
                    ))
                  }
                />
                <input
                  class="input input-small"
                  aria-label={t('site.hours')}
                  aria-invalid={fields[`holiday${index}`] ? true : undefined}
                  placeholder={t('site.closed')}
                  value={each.hours}
                  onInput={(event) =>
                    (holidays.value = holidays.value.map((other, at) =>
                      at === index ? { ...other, hours: event.currentTarget.value } : other,
                    ))
                  }
                />
                <button
                  type="button"
                  class="button-icon"
                  aria-label={t('ui.remove')}
                  onClick={() => (holidays.value = holidays.value.filter((_, at) => at !== index))}
                >
                  <Icon name="x" />
                </button>
              </li>
            ))}
          </ul>
          <button
            type="button"
            class="button button-small"
            onClick={() => (holidays.value = [...holidays.value, { date: '', hours: '' }])}
          >
            <Icon name="plus" /> {t('site.addHoliday')}
          </button>
        </section>
        <section class="card">
          <h2>{t('site.targets')}</h2>
          <div class="field-row">
            {(['firstResponseMinutes', 'replyMinutes'] as const).map((each) => (
              <NumberField
                key={each}
                label={t(`site.${each}`)}
                least={1}
                most={10_000}
                value={shown.targets[each]}
                onChange={(value) => set({ targets: { ...shown.targets, [each]: value } })}
              />
            ))}
          </div>
        </section>
        <section class="card">
          <h2>{t('site.orders')}</h2>
          <Field
            label={t('site.orderNumbers')}
            hint={t('site.orderNumbersHint')}
            problem={
              Object.keys(fields).some((name) => name.startsWith('orderNumbers')) ? t('site.orderNumbersWrong') : null
            }
          >
            {(ties) => (
              <input
                {...ties}
                class="input"
                placeholder="T-######, ##-####"
                value={orderNumbers.value}
                onInput={(event) => (orderNumbers.value = event.currentTarget.value)}
              />
            )}
          </Field>
          <OrderFields orders={shown.orders} problems={fields} onChange={(orders) => set({ orders })} />
        </section>
        <section class="card">
          <h2>{t('site.answering')}</h2>
          <div class="field-row">
            <NumberField
              label={t('site.offerSeconds')}
              least={5}
              most={600}
              value={shown.offers.seconds}
              onChange={(seconds) => set({ offers: { ...shown.offers, seconds } })}
            />
            <NumberField
              label={t('wrapUp.seconds')}
              hint={t('wrapUp.hint')}
              least={0}
              most={600}
              value={shown.wrapUp.seconds}
              onChange={(seconds) => set({ wrapUp: { seconds } })}
            />
            <NumberField
              label={t('site.letterMinutes')}
              least={0}
              most={1_440}
              value={shown.letters.afterMinutes}
              onChange={(afterMinutes) => set({ letters: { afterMinutes } })}
            />
          </div>
          <label class="check">
            <input
              type="checkbox"
              checked={shown.offers.byMail}
              onChange={(event) => set({ offers: { ...shown.offers, byMail: event.currentTarget.checked } })}
            />
            {t('site.offerByMail')}
          </label>
        </section>
        <section class="card">
          <h2>{t('silence.title')}</h2>
          <SilenceFields silence={shown.silence} onChange={(silence) => set({ silence })} />
        </section>
        <section class="card">
          <h2>{t('alerts.title')}</h2>
          <AlertFields alerts={shown.alerts} onChange={(alerts) => set({ alerts })} />
        </section>
        <section class="card">
          <h2>{t('digest.title')}</h2>
          <DigestFields digest={shown.digest} problems={fields} onChange={(digest) => set({ digest })} />
        </section>
        <section class="card">
          <h2>{t('site.files')}</h2>
          <FileFields rules={shown.files} problems={fields} onChange={(files) => set({ files })} />
        </section>
        <section class="card">
          <h2>{t('guard.title')}</h2>
          <GuardFields guard={shown.guard} problems={fields} onChange={(guard) => set({ guard })} />
        </section>
        <section class="card">
          <h2>{t('watch.title')}</h2>
          <WatchFields watch={shown.watch} problems={fields} onChange={(watch) => set({ watch })} />
          {shown.watch.on ? (
            <InviteFields invite={shown.invite} problems={fields} onChange={(invite) => set({ invite })} />
          ) : null}
        </section>
        <section class="card">
          <h2>{t('greeting.title')}</h2>
          <GreetingFields site={shown} problems={fields} onChange={set} />
        </section>
        <section class="card">
          <h2>{t('told.settings')}</h2>
          <AttributeFields attributes={shown.attributes} problems={fields} goals={shown.goals} onChange={set} />
        </section>
        <section class="card">
          <h2>{t('site.origins')}</h2>
          <Field
            label={t('site.originsLabel')}
            hint={t('site.originsHint')}
            problem={Object.entries(fields).find(([name]) => name.startsWith('origins'))?.[1]}
          >
            {(ties) => (
              <textarea
                {...ties}
                class="input"
                rows={3}
                placeholder="https://shop.example"
                value={origins.value}
                onInput={(event) => (origins.value = event.currentTarget.value)}
              />
            )}
          </Field>
        </section>
        {sites.value.length > 1 ? (
          <section class="card">
            <h2>{t('site.helpCentre')}</h2>
            <Field label={t('newSite.helpCentre')} hint={t('newSite.helpCentreHint')} problem={fields.helpCentre}>
              {(ties) => (
                <input
                  {...ties}
                  class="input"
                  type="url"
                  placeholder="https://help.shop.example"
                  value={shown.helpCentre ?? ''}
                  onInput={(event) => set({ helpCentre: event.currentTarget.value.trim() || null })}
                />
              )}
            </Field>
            <PageCalls />
          </section>
        ) : null}
        <section class="card">
          <h2>{t('identity.title')}</h2>
          <EnforcedField identity={shown.identity} onChange={(identity) => set({ identity })} />
        </section>
        <EmbedFields site={shown.id} />
        <div class="form-buttons form-end">
          {saving.problem ? (
            <Banner tone="bad" live>
              {saving.problem}
            </Banner>
          ) : null}
          <button type="submit" class="button button-main" disabled={saving.busy}>
            {t('ui.save')}
          </button>
        </div>
      </form>
    </div>
  )
}
