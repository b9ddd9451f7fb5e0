import { INTERFACE_LOCALES, answersLocale, type InterfaceLocale, LOCALE_NAMES } from '#shared'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { put } from '../http.ts'
import { me, site } from '../session/session.ts'
import { language, t } from '../texts.ts'
import { Banner, Choice, Field } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useUnsaved } from '../ui/use-unsaved.ts'
import { Face } from './face.tsx'
import { type FaceRecord, faces, loadFaces, putFace, recordOf } from './faces.ts'
import { PhotoField } from './photo-field.tsx'

type ByLocale = FaceRecord['names']
const USUAL = ''

/** How visitors see somebody: everywhere, or at this shop alone. */
export function FaceEditor({
  person,
  children,
}: {
  person: { id: string; name: string }
  children?: ComponentChildren
}) {
  const where = useSignal(USUAL)
  const shop = site.value
  useEffect(() => void loadFaces(), [])
  return (
    <>
      {children}
      {shop ? (
        <div class="field">
          <span class="field-label">{t('face.where')}</span>
          <Choice
            label={t('face.where')}
            value={where.value}
            options={[
              { value: USUAL, text: t('face.everywhere') },
              { value: shop.id, text: t('face.atShop', { name: shop.name[answersLocale(language.value)] }) },
            ]}
            onChoose={(value) => (where.value = value)}
          />
        </div>
      ) : null}
      <FaceForm
        key={`${where.value} ${JSON.stringify(recordOf(person.id, where.value) ?? null)}`}
        person={person}
        where={where.value}
        before={recordOf(person.id, where.value)}
      />
    </>
  )
}

const said = (texts: ByLocale): ByLocale =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([locale, text]) => (text?.trim() ? [[locale, text.trim()]] : [])),
  ) as ByLocale

function FaceForm(props: { person: { id: string; name: string }; where: string; before: FaceRecord | undefined }) {
  const { person, where, before } = props
  const photo = useSignal(before?.photo ?? null)
  const names = useSignal<ByLocale>(before?.names ?? {})
  const roles = useSignal<ByLocale>(before?.roles ?? {})
  const body = { photo: photo.value, names: said(names.value), roles: said(roles.value) }
  const changed =
    JSON.stringify(body) !==
    JSON.stringify({ photo: before?.photo ?? null, names: before?.names ?? {}, roles: before?.roles ?? {} })
  useUnsaved(changed)
  const own = person.id === me.value?.id
  const site = where || 'everywhere'
  const saving = useAction(() =>
    own
      ? put('/desk/me/faces/{site}', { params: { site }, body })
      : put('/desk/people/{id}/faces/{site}', { params: { id: person.id, site }, body }),
  )
  async function save(): Promise<void> {
    const done = await saving.run()
    if (!done) return
    putFace(done.value)
    say(t('ui.saved'))
  }
  const usual = faces.value.find((one) => one.personId === person.id && one.site === USUAL)
  const nameIn = (locale: InterfaceLocale) =>
    names.value[locale]?.trim() || (where && usual?.names[locale]) || person.name
  const shown = nameIn(language.value)
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (changed) void save()
      }}
    >
      <PhotoField name={shown} photo={photo.value} onPhoto={(id) => (photo.value = id)} />
      {INTERFACE_LOCALES.map((locale) => (
        <fieldset class="face-language" key={locale}>
          <legend>{LOCALE_NAMES[locale]}</legend>
          <div class="field-row">
            <Field label={t(where ? 'face.alias' : 'face.name')}>
              {(ties) => (
                <input
                  {...ties}
                  class="input"
                  lang={locale}
                  maxLength={80}
                  placeholder={where ? (usual?.names[locale] ?? person.name) : person.name}
                  value={names.value[locale] ?? ''}
                  onInput={(event) => (names.value = { ...names.value, [locale]: event.currentTarget.value })}
                />
              )}
            </Field>
            <Field label={t('face.role')}>
              {(ties) => (
                <input
                  {...ties}
                  class="input"
                  lang={locale}
                  maxLength={60}
                  placeholder={(where && usual?.roles[locale]) || t('face.roleExample')}
                  value={roles.value[locale] ?? ''}
                  onInput={(event) => (roles.value = { ...roles.value, [locale]: event.currentTarget.value })}
                />
              )}
            </Field>
          </div>
        </fieldset>
      ))}
      <div class="face-shown">
        <span class="field-label">{t('face.shown')}</span>
        <p class="face-line">
          <Face
            name={shown}
            photo={
              photo.value ?? (where && Object.keys(said(names.value)).length === 0 ? (usual?.photo ?? null) : null)
            }
          />
          <span>
            <strong>{shown}</strong>
            <span class="soft">
              {roles.value[language.value]?.trim() || (where && usual?.roles[language.value]) || ''}
            </span>
          </span>
        </p>
      </div>
      {saving.problem ? (
        <Banner tone="bad" live>
          {saving.problem}
        </Banner>
      ) : null}
      <div class="form-buttons">
        <button type="submit" class="button button-main" disabled={!changed || saving.busy}>
          {t('ui.save')}
        </button>
      </div>
    </form>
  )
}
