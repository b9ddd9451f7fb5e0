import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { answersLocale, type Locale, LOCALE_NAMES, LOCALES, firstSign, hoursLines } from '#shared'
import { Face } from '../faces/face.tsx'
import { me } from '../session/session.ts'
import type { Site } from '../shapes.ts'
import { language, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Choice } from '../ui/parts.tsx'
import { logoAddress } from './logo-field.tsx'
import type { VisitorTexts } from './visitor-texts.ts'

const PARTS = ['widget', 'page', 'letter'] as const
type Part = (typeof PARTS)[number]
type Theme = 'light' | 'dark'
const THEMES: readonly Theme[] = ['light', 'dark']
/** A sentence of the widget or a page as this shop says it. */
type Say = (place: 'widget' | 'pages' | 'letters', key: string) => string

/** How it will look, while it is being set: the widget, a page and a letter, in both themes. */
export function LookPreview({ shop, texts }: { shop: Site; texts: VisitorTexts | null }) {
  const part = useSignal<Part>('widget')
  const locale = useSignal<Locale>(answersLocale(language.value))
  const say: Say = (place, key) => {
    const own = shop.texts[place][locale.value]?.[key] as unknown
    const ours = texts?.find((one) => one.place === place && one.key === key)?.texts[locale.value]
    const text = own ?? ours
    return (typeof text === 'string' ? text : '')
      .replace('{mail}', shop.mail)
      .replace('{site}', shop.name[locale.value])
  }
  return (
    <aside class="look-preview" aria-label={t('look.preview')}>
      <div class="look-preview-head">
        <Choice
          label={t('look.preview')}
          value={part.value}
          options={PARTS.map((value) => ({ value, text: t(`look.preview.${value}`) }))}
          onChoose={(value) => (part.value = value)}
        />
        <Choice
          label={t('account.language')}
          value={locale.value}
          options={LOCALES.map((value) => ({ value, text: LOCALE_NAMES[value] }))}
          onChoose={(value) => (locale.value = value)}
        />
      </div>
      {THEMES.map((theme) => (
        <Ground key={theme} theme={theme} shop={shop}>
          {part.value === 'widget' ? (
            <WidgetPreview shop={shop} locale={locale.value} theme={theme} say={say} />
          ) : part.value === 'page' ? (
            <PagePreview shop={shop} locale={locale.value} theme={theme} say={say} />
          ) : (
            <LetterPreview shop={shop} locale={locale.value} say={say} />
          )}
        </Ground>
      ))}
    </aside>
  )
}

function Ground(props: { theme: Theme; shop: Site; children: preact.ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null)
  const { color, colorDark, radius, font } = props.shop.brand
  useEffect(() => {
    const style = box.current?.style
    style?.setProperty('--brand-accent', color)
    style?.setProperty('--brand-accent-dark', colorDark)
    style?.setProperty('--brand-radius', `${radius}px`)
    if (font) style?.setProperty('font-family', `${font}, var(--font-system)`)
    else style?.removeProperty('font-family')
  }, [color, colorDark, radius, font])
  return (
    <div class="brand-sample look-ground" data-theme={props.theme} ref={box}>
      <span class="look-theme">{t(`site.sample.${props.theme}`)}</span>
      {props.children}
    </div>
  )
}

interface Shown {
  shop: Site
  locale: Locale
  theme: Theme
  say: Say
}

function Mark({ shop, locale, theme, square = false }: Omit<Shown, 'say'> & { square?: boolean }) {
  const { light, dark, square: mark } = shop.logos
  const id = (square ? mark : null) ?? (theme === 'dark' ? (dark ?? light) : light) ?? mark
  if (id) return <img class="look-logo" src={logoAddress(id)} alt="" />
  if (shop.brand.logo) return <img class="look-logo" src="/logo.svg" alt="" />
  return <span class="look-letter">{firstSign(shop.name[locale])}</span>
}

function WidgetPreview({ shop, locale, theme, say }: Shown) {
  const { label, side } = shop.launcher
  return (
    <div class={`look-widget look-${side}`} lang={locale}>
      <div class="look-panel">
        <div class="look-panel-head">
          <p class="look-row">
            <Mark shop={shop} locale={locale} theme={theme} square />
            <strong>{shop.name[locale]}</strong>
          </p>
          <p class="look-greeting">{shop.greeting[locale]}</p>
          <p class="look-field">
            <Icon name="search" /> {say('widget', 'home.placeholder')}
          </p>
        </div>
        <p class="look-person">
          <Face name={me.value?.name ?? ''} personId={me.value?.id} />
          <span>
            <strong>{say('widget', 'home.person')}</strong>
            <span class="soft">{say('widget', 'person.here')}</span>
          </span>
        </p>
        {shop.consent.shown ? (
          <p class="look-consent">
            {shop.consent.tick ? <span class="look-tick" /> : null}
            {shop.consent.text[locale] || t(shop.consent.tick ? 'look.consentTick' : 'look.consentLine')}
          </p>
        ) : null}
      </div>
      <span class="look-launcher">
        <Icon name="reply" /> {label[locale]}
      </span>
    </div>
  )
}

function PagePreview({ shop, locale, theme, say }: Shown) {
  const { contacts } = shop
  const ways = [
    contacts.phone,
    contacts.telegram && 'Telegram',
    contacts.whatsapp && 'WhatsApp',
    contacts.vk && 'VK',
    contacts.max && 'MAX',
  ]
  return (
    <div class="look-page" lang={locale}>
      <p class="look-row look-page-head">
        <Mark shop={shop} locale={locale} theme={theme} />
        <strong>{shop.name[locale]}</strong>
        <span class="soft">{say('pages', 'page.help')}</span>
      </p>
      <div class="look-page-lead">
        <p class="look-page-title">{shop.greeting[locale]}</p>
        <p class="look-field">
          <Icon name="search" /> {say('widget', 'home.search')}
        </p>
      </div>
      <div class="look-page-foot">
        {hoursLines(shop.hours, locale)
          .slice(0, 2)
          .map(({ days, spans }) => (
            <span key={days}>
              {days} {spans.join(', ')}
            </span>
          ))}
        <span>{shop.mail}</span>
        {ways.filter(Boolean).map((way) => (
          <span key={way} class="look-link">
            {way}
          </span>
        ))}
        {[contacts.address[locale], shop.footer[locale], contacts.company[locale]].filter(Boolean).map((words) => (
          <span key={words} class="look-words">
            {words}
          </span>
        ))}
      </div>
    </div>
  )
}

function LetterPreview({ shop, locale, say }: Omit<Shown, 'theme'>) {
  const { sender, signature } = shop.letterhead
  return (
    <div class="look-letter-page" lang={locale}>
      <p class="look-from">
        <strong>{sender[locale] || shop.name[locale]}</strong> <span class="soft">&lt;{shop.mail}&gt;</span>
      </p>
      <div class="look-letter-card">
        {shop.logos.light ? (
          <img class="look-logo" src={logoAddress(shop.logos.light)} alt="" />
        ) : (
          <strong class="look-link">{shop.name[locale]}</strong>
        )}
        <p>{say('letters', 'greeting.plain')}</p>
        <p class="look-person">
          <Face name={me.value?.name ?? ''} personId={me.value?.id} />
          <strong>{me.value?.name}</strong>
        </p>
        <p>{t('look.letterExample')}</p>
        {signature[locale] ? <p class="look-signature">{signature[locale]}</p> : null}
        <span class="button button-main">{say('letters', 'letter.open')}</span>
      </div>
    </div>
  )
}
