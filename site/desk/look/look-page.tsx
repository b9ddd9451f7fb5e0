import type { BodyOf } from '#desk-api'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { get, put } from '../http.ts'
import { BrandFields } from './brand-fields.tsx'
import { session, site } from '../session/session.ts'
import type { Site } from '../shapes.ts'
import { useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Choice } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useUnsaved } from '../ui/use-unsaved.ts'
import { LogoField } from './logo-field.tsx'
import { LookPreview } from './look-preview.tsx'
import { settable } from './settable.ts'
import { TypedByHand } from './facts/typed-by-hand.tsx'
import { InEachField, LineField, PixelField } from './shop-fields.tsx'
import { TextsFields } from './texts-fields.tsx'
import { ValuesFields } from './values-fields.tsx'
import type { VisitorTexts } from './visitor-texts.ts'

const LOGOS = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'square', theme: 'light' },
] as const
const MESSENGERS = [
  { name: 'telegram', example: 'https://t.me/shop' },
  { name: 'whatsapp', example: 'https://wa.me/78005553535' },
  { name: 'vk', example: 'https://vk.me/shop' },
  { name: 'max', example: 'https://max.ru/shop' },
] as const

/** Everything a shop calls its own, beside a picture of how it will look. */
export function LookPage() {
  const before = site.peek()
  const now = useSignal<Site | null>(before)
  const kept = useSignal(JSON.stringify(before))
  /** As one writes them: a path a line. */
  const hidden = useSignal((before?.launcher.hiddenOn ?? []).join('\n'))
  const texts = useSignal<VisitorTexts | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const shown = now.value && {
    ...now.value,
    launcher: { ...now.value.launcher, hiddenOn: hidden.value.split(/\s+/).filter(Boolean) },
  }
  useUnsaved(JSON.stringify(shown) !== kept.value)
  const saving = useAction((body: BodyOf<'/desk/site', 'put'>) => put('/desk/site', { body }))
  const problems = saving.refused?.fields
  useEffect(() => {
    void get('/desk/site/texts').then((answered) => {
      if (answered.ok) texts.value = answered.value.items
    })
  }, [])
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid]')
    if (!saving.problem || !wrong) return
    wrong.scrollIntoView({ block: 'center' })
    wrong.focus({ preventScroll: true })
  }, [saving.refused])
  async function save(): Promise<void> {
    if (!shown) return
    const done = await saving.run(settable(shown))
    if (!done) return
    now.value = done.value
    kept.value = JSON.stringify(done.value)
    if (session.value.state === 'in') session.value = { ...session.value, site: done.value }
    say(t('ui.saved'))
  }
  useActions(() => [
    {
      id: 'save-look',
      label: 'ui.save',
      place: 'nav.look',
      keys: [{ code: 'KeyS', ctrl: true }],
      run: () => void save(),
    },
  ])
  if (!shown) return null
  const set = (part: Partial<Site>) => {
    now.value = { ...shown, ...part }
  }
  const { brand, contacts, consent, launcher, letterhead } = shown
  return (
    <div class="page look">
      <header class="page-head">
        <h1>{t('look.title')}</h1>
        <a class="button" href="/desk/settings">
          <Icon name="settings" /> {t('nav.settings')}
        </a>
      </header>
      <div class="look-columns">
        <form
          ref={form}
          class="form"
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <section class="card">
            <h2>{t('look.shop')}</h2>
            <InEachField
              label={t('look.name')}
              name="name"
              value={shown.name}
              most={60}
              problems={problems}
              onChange={(name) => set({ name })}
            />
            <InEachField
              label={t('look.greeting')}
              name="greeting"
              value={shown.greeting}
              most={300}
              rows={2}
              problems={problems}
              onChange={(greeting) => set({ greeting })}
            />
            <div class="logo-fields">
              {LOGOS.map(({ name, theme }) => (
                <LogoField
                  key={name}
                  label={t(`look.logo.${name}`)}
                  theme={theme}
                  value={shown.logos[name]}
                  onChange={(id) => set({ logos: { ...shown.logos, [name]: id } })}
                />
              ))}
            </div>
          </section>
          <section class="card">
            <h2>{t('look.colours')}</h2>
            <BrandFields brand={brand} onChange={(next) => set({ brand: next })} />
            <LineField
              label={t('look.font')}
              hint={t('look.fontHint')}
              name="brand.font"
              value={brand.font ?? ''}
              most={120}
              placeholder="Georgia, serif"
              problems={problems}
              onChange={(font) => set({ brand: { ...brand, font: font.trim() === '' ? null : font } })}
            />
          </section>
          <section class="card">
            <h2>{t('look.launcher')}</h2>
            <InEachField
              label={t('look.launcherLabel')}
              name="launcher.label"
              value={launcher.label}
              most={24}
              problems={problems}
              onChange={(label) => set({ launcher: { ...launcher, label } })}
            />
            <div class="field">
              <span class="field-label">{t('look.side')}</span>
              <Choice
                label={t('look.side')}
                value={launcher.side}
                options={(['left', 'right'] as const).map((value) => ({ value, text: t(`look.side.${value}`) }))}
                onChoose={(side) => set({ launcher: { ...launcher, side } })}
              />
            </div>
            <div class="field-row">
              <PixelField
                label={t('look.offsetX')}
                value={launcher.offsetX}
                most={200}
                onChange={(offsetX) => set({ launcher: { ...launcher, offsetX } })}
              />
              <PixelField
                label={t('look.offsetY')}
                value={launcher.offsetY}
                most={400}
                onChange={(offsetY) => set({ launcher: { ...launcher, offsetY } })}
              />
            </div>
            <HiddenOn value={hidden.value} problems={problems} onChange={(value) => (hidden.value = value)} />
          </section>
          <section class="card">
            <h2>{t('look.contacts')}</h2>
            <LineField
              label={t('look.phone')}
              name="contacts.phone"
              type="tel"
              value={contacts.phone}
              most={40}
              placeholder="+7 800 555-35-35"
              problems={problems}
              onChange={(phone) => set({ contacts: { ...contacts, phone } })}
            />
            <div class="look-languages">
              {MESSENGERS.map(({ name, example }) => (
                <LineField
                  key={name}
                  label={t(`look.${name}`)}
                  name={`contacts.${name}`}
                  type="url"
                  value={contacts[name]}
                  most={300}
                  placeholder={example}
                  problems={problems}
                  onChange={(value) => set({ contacts: { ...contacts, [name]: value } })}
                />
              ))}
            </div>
            <InEachField
              label={t('look.address')}
              name="contacts.address"
              value={contacts.address}
              most={120}
              problems={problems}
              onChange={(address) => set({ contacts: { ...contacts, address } })}
            />
            <InEachField
              label={t('look.company')}
              name="contacts.company"
              value={contacts.company}
              most={300}
              rows={2}
              problems={problems}
              onChange={(company) => set({ contacts: { ...contacts, company } })}
            />
            <InEachField
              label={t('look.footer')}
              name="footer"
              value={shown.footer}
              most={500}
              rows={2}
              problems={problems}
              onChange={(footer) => set({ footer })}
            />
          </section>
          <section class="card">
            <h2>{t('look.consent')}</h2>
            <p class="field-hint">{t('look.consentHint')}</p>
            {(['shown', 'tick'] as const).map((each) => (
              <label class="check" key={each}>
                <input
                  type="checkbox"
                  checked={consent[each]}
                  disabled={each === 'tick' && !consent.shown}
                  onChange={(event) => set({ consent: { ...consent, [each]: event.currentTarget.checked } })}
                />
                {t(`look.consent.${each}`)}
              </label>
            ))}
            <InEachField
              label={t('look.consentText')}
              name="consent.text"
              value={consent.text}
              most={400}
              rows={2}
              problems={problems}
              onChange={(text) => set({ consent: { ...consent, text } })}
            />
            <LineField
              label={t('look.consentLink')}
              name="consent.link"
              type="url"
              value={consent.link}
              most={300}
              placeholder="https://shop.example/privacy"
              problems={problems}
              onChange={(link) => set({ consent: { ...consent, link } })}
            />
          </section>
          <section class="card">
            <h2>{t('look.letters')}</h2>
            <InEachField
              label={t('look.sender')}
              name="letterhead.sender"
              value={letterhead.sender}
              most={60}
              placeholder={shown.name}
              problems={problems}
              onChange={(sender) => set({ letterhead: { ...letterhead, sender } })}
            />
            <InEachField
              label={t('look.signature')}
              name="letterhead.signature"
              value={letterhead.signature}
              most={500}
              rows={3}
              problems={problems}
              onChange={(signature) => set({ letterhead: { ...letterhead, signature } })}
            />
          </section>
          <section class="card">
            <h2>{t('look.values')}</h2>
            <p class="field-hint">{t('look.valuesHint')}</p>
            <ValuesFields values={shown.values} problems={problems} onChange={(values) => set({ values })} />
            <TypedByHand />
          </section>
          <section class="card">
            <h2>{t('look.texts')}</h2>
            <p class="field-hint">{t('look.textsHint')}</p>
            <TextsFields
              texts={texts.value ?? []}
              own={shown.texts}
              problems={problems}
              onChange={(own) => set({ texts: own })}
            />
          </section>
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
        <LookPreview shop={shown} texts={texts.value} />
      </div>
    </div>
  )
}

function HiddenOn(props: {
  value: string
  problems: Record<string, string> | undefined
  onChange: (value: string) => void
}) {
  const problem = Object.entries(props.problems ?? {}).find(([name]) => name.startsWith('launcher.hiddenOn'))?.[1]
  return (
    <div class="field">
      <label for="look-hidden">{t('look.hiddenOn')}</label>
      <textarea
        id="look-hidden"
        class="input"
        rows={2}
        placeholder={'/checkout\n/account/*'}
        aria-describedby="look-hidden-about"
        aria-invalid={problem ? true : undefined}
        value={props.value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
      <p class={problem ? 'field-problem' : 'field-hint'} id="look-hidden-about">
        {problem ?? t('look.hiddenOnHint')}
      </p>
    </div>
  )
}
