import { INTERFACE_LOCALES, type InterfaceLocale, LOCALE_NAMES, type Text } from '#shared'
import { useSignal } from '@preact/signals'
import type { Site } from '../shapes.ts'
import { language, t } from '../texts.ts'
import { Choice, Field } from '../ui/parts.tsx'
import type { VisitorText, VisitorTexts } from './visitor-texts.ts'

type Own = Site['texts']
const SHOWN_AT_ONCE = 30

const formsOf = (text: Text | undefined): Record<string, string> =>
  text === undefined ? {} : typeof text === 'string' ? { '': text } : { ...text }

/** Everything visitors read, as we say it, and beside it as this shop does. */
export function TextsFields(props: {
  texts: VisitorTexts
  own: Own
  problems: Record<string, string> | undefined
  onChange: (own: Own) => void
}) {
  const place = useSignal<VisitorText['place']>('widget')
  const locale = useSignal<InterfaceLocale>(language.value)
  const sought = useSignal('')
  const most = useSignal(SHOWN_AT_ONCE)
  const words = sought.value.trim().toLocaleLowerCase()
  const own = (key: string): Text | undefined => props.own[place.value][locale.value]?.[key]
  const fitting = props.texts.filter((one) => {
    const ours = one.texts[locale.value]
    if (one.place !== place.value || ours === undefined) return false
    const said = [...Object.values(formsOf(ours)), ...Object.values(formsOf(own(one.key)))].join(' ')
    return words === '' || said.toLocaleLowerCase().includes(words)
  })
  // What the shop says otherwise stands first.
  const shown = fitting.toSorted((a, b) => Number(own(b.key) !== undefined) - Number(own(a.key) !== undefined))

  function set(key: string, form: string, value: string): void {
    const before = props.own[place.value][locale.value] ?? {}
    const ours = props.texts.find((one) => one.place === place.value && one.key === key)?.texts[locale.value]
    const { [key]: _, ...others } = before
    const forms = { ...formsOf(ours), ...formsOf(before[key]), [form]: value }
    const next: Text = form === '' ? value : { other: '', ...forms }
    const isOurs = value.trim() === '' || JSON.stringify(next) === JSON.stringify(ours)
    props.onChange({
      ...props.own,
      [place.value]: { ...props.own[place.value], [locale.value]: isOurs ? others : { ...others, [key]: next } },
    })
  }
  return (
    <>
      <div class="look-texts-head">
        <Choice
          label={t('look.textsWhere')}
          value={place.value}
          options={(['widget', 'pages', 'letters'] as const).map((value) => ({
            value,
            text: t(`look.texts.${value}`),
          }))}
          onChoose={(value) => (place.value = value)}
        />
        <Choice
          label={t('account.language')}
          value={locale.value}
          options={INTERFACE_LOCALES.map((value) => ({ value, text: LOCALE_NAMES[value] }))}
          onChoose={(value) => (locale.value = value)}
        />
        <input
          class="input"
          type="search"
          aria-label={t('look.textsFind')}
          placeholder={t('look.textsFind')}
          value={sought.value}
          onInput={(event) => (sought.value = event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? <p class="soft">{t('look.textsNone')}</p> : null}
      <ul class="look-texts">
        {shown.slice(0, most.value).map(({ key, texts }) =>
          Object.entries(formsOf(texts[locale.value])).map(([form, ours]) => (
            <li key={`${place.value} ${locale.value} ${key} ${form}`}>
              <Field label={ours} problem={props.problems?.[`texts.${place.value}.${locale.value}.${key}`]}>
                {(ties) => (
                  <input
                    {...ties}
                    class="input"
                    lang={locale.value}
                    maxLength={600}
                    placeholder={t('look.textAsOurs')}
                    value={own(key) === undefined ? '' : (formsOf(own(key))[form] ?? '')}
                    onInput={(event) => set(key, form, event.currentTarget.value)}
                  />
                )}
              </Field>
            </li>
          )),
        )}
      </ul>
      {shown.length > most.value ? (
        <button type="button" class="button button-quiet more" onClick={() => (most.value += SHOWN_AT_ONCE)}>
          {t('ui.more', { shown: most.value, total: shown.length })}
        </button>
      ) : null}
    </>
  )
}
