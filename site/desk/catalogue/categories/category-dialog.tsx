import { LOCALE_NAMES, LOCALES, type Locale } from '#shared'
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { patch, post } from '../../http.ts'
import { site } from '../../session/session.ts'
import { t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Svg } from '../../ui/markup.tsx'
import { Banner, Choice, Field } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { CATEGORY_ICONS, type CategoryIcon } from './category-icons.ts'
import { type ShopCategories, type ShopCategory, titleOf } from './shop-category.ts'

type Written = Pick<ShopCategory, 'icon' | 'audience' | 'title' | 'description' | 'slug'>
const inEach = (): Record<Locale, string> => Object.fromEntries(LOCALES.map((each) => [each, ''])) as never
const EMPTY: Written = { icon: 'info', audience: 'public', title: inEach(), description: inEach(), slug: '' }

/** Makes a category, or changes one: in each language the shop speaks. */
export function CategoryDialog(props: {
  category: ShopCategory | null
  onDone: (next: ShopCategories) => void
  onClose: () => void
}) {
  const { category } = props
  const { icon, audience, title, description, slug } = category ?? EMPTY
  const written = useSignal<Written>({ icon, audience, title, description, slug })
  const set = (part: Partial<Written>) => (written.value = { ...written.value, ...part })
  const locales = site.value?.locales ?? LOCALES
  const saving = useAction((body: Written) =>
    category
      ? patch('/desk/answer-categories/{slug}', { params: { slug: category.slug }, body })
      : post('/desk/answer-categories', { body }),
  )
  const fields = saving.refused?.fields ?? {}
  const problem = (of: string) => fields[of] ?? null
  const ofAddress = ['category_taken', 'category_reserved'].includes(saving.refused?.code ?? '') ? saving.problem : null
  const named = Object.keys(fields).length > 0 || ofAddress !== null

  async function save(): Promise<void> {
    const { title: titles, description: descriptions, ...rest } = written.value
    // A shop of one language says it in the others the same way.
    const usual = locales[0] ?? LOCALES[0]
    const whole = (said: Record<Locale, string>) =>
      Object.fromEntries(
        LOCALES.map((each) => [each, locales.includes(each) ? said[each] : said[usual]]),
      ) as typeof said
    const done = await saving.run({ ...rest, title: whole(titles), description: whole(descriptions) })
    if (!done) return
    const moved = category?.shown ?? 0
    const isElsewhere = category !== null && done.value.slug !== category.slug && moved > 0
    say(isElsewhere ? t('categories.movedTo', { n: moved }) : t(category ? 'ui.saved' : 'categories.made'))
    props.onDone(done.value)
  }

  return (
    <Dialog
      title={category ? t('categories.change', { title: titleOf(category) }) : t('categories.new')}
      class="category-dialog"
      onClose={props.onClose}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {locales.map((each) => (
          <Field key={each} label={labelOf('categories.name', each, locales)} problem={problem(`title.${each}`)}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                lang={each}
                maxLength={80}
                required
                value={written.value.title[each]}
                onInput={({ currentTarget: { value } }) => set({ title: { ...written.value.title, [each]: value } })}
              />
            )}
          </Field>
        ))}
        {locales.map((each) => (
          <Field
            key={each}
            label={labelOf('categories.description', each, locales)}
            problem={problem(`description.${each}`)}
          >
            {(ties) => (
              <textarea
                {...ties}
                class="input"
                lang={each}
                rows={2}
                maxLength={300}
                required
                value={written.value.description[each]}
                onInput={({ currentTarget: { value } }) =>
                  set({ description: { ...written.value.description, [each]: value } })
                }
              />
            )}
          </Field>
        ))}
        <Icons chosen={written.value.icon} onChoose={(name) => set({ icon: name })} />
        <Field
          label={t('categories.slug')}
          hint={t(category ? 'categories.slugHint' : 'categories.slugNew')}
          problem={problem('slug') ?? ofAddress}
        >
          {(ties) => (
            <input
              {...ties}
              class="input"
              maxLength={100}
              autocapitalize="none"
              spellcheck={false}
              required={category !== null}
              value={written.value.slug}
              onInput={({ currentTarget: { value } }) => set({ slug: value.toLowerCase().replace(/[^a-z0-9-]/g, '-') })}
            />
          )}
        </Field>
        {category && category.answers > 0 ? (
          <p class="field-hint">
            {t(category.audience === 'public' ? 'answer.public' : 'answer.operators')}. {t('categories.audienceFixed')}
          </p>
        ) : (
          <div class="field">
            <span class="field-label">{t('answer.audience')}</span>
            <Choice
              label={t('answer.audience')}
              value={written.value.audience}
              options={[
                { value: 'public', text: t('answer.public') },
                { value: 'operators', text: t('answer.operators') },
              ]}
              onChoose={(who) => set({ audience: who })}
            />
          </div>
        )}
        {saving.problem && !named ? <Banner tone="bad">{saving.problem}</Banner> : null}
        <div class="form-buttons">
          <button type="submit" class="button button-main" disabled={saving.busy}>
            {t('catalogue.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const labelOf = (field: 'categories.name' | 'categories.description', locale: Locale, locales: readonly Locale[]) =>
  locales.length === 1 ? t(field) : t('categories.in', { field: t(field), language: LOCALE_NAMES[locale] })

/** The arrow keys go through them, as through any group of which one is chosen. */
function Icons({ chosen, onChoose }: { chosen: string; onChoose: (name: CategoryIcon) => void }) {
  const name = useId()
  return (
    <fieldset class="category-icons">
      <legend class="field-label">{t('categories.icon')}</legend>
      {(Object.entries(CATEGORY_ICONS) as [CategoryIcon, string][]).map(([each, source]) => (
        <label key={each} class={each === chosen ? 'chosen' : ''} title={t(`categories.icon.${each}`)}>
          <input
            type="radio"
            name={name}
            checked={each === chosen}
            aria-label={t(`categories.icon.${each}`)}
            onChange={() => onChoose(each)}
          />
          <Svg source={source} />
        </label>
      ))}
    </fieldset>
  )
}
