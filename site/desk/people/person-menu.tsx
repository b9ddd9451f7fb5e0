import { useSignal } from '@preact/signals'
import { post, remove } from '../http.ts'
import { dayAndTime } from '../dates.ts'
import { sites } from '../session/session.ts'
import { FaceEditor } from '../faces/face-editor.tsx'
import { t } from '../texts.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Menu } from '../ui/menu.tsx'
import { Banner, Field } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { PersonSites } from './person-sites.tsx'

interface Person {
  id: string
  name: string
  mail: string
  disabled: boolean
}

/** What an admin seldom does with a colleague: another name, a way back in, goodbye. */
export function PersonMenu(props: {
  person: Person
  mine: boolean
  onRename: (name: string) => void
  onSites: () => void
  onRemoved: () => void
}) {
  const { person } = props
  const open = useSignal<'rename' | 'sites' | 'face' | 'link' | 'remove' | null>(null)
  const close = () => (open.value = null)
  return (
    <>
      <Menu
        label={t('people.more', { name: person.name })}
        groups={[
          {
            title: person.name,
            items: [
              { id: 'rename', text: t('people.rename'), icon: 'pencil', choose: () => (open.value = 'rename') },
              ...(sites.value.length > 1
                ? [
                    {
                      id: 'sites',
                      text: t('people.sites'),
                      icon: 'users' as const,
                      choose: () => (open.value = 'sites'),
                    },
                  ]
                : []),
              { id: 'face', text: t('face.edit'), icon: 'image', choose: () => (open.value = 'face') },
              {
                id: 'link',
                text: t('people.newLink'),
                icon: 'rotate',
                not: person.disabled ? t('people.newLinkNot') : undefined,
                choose: () => (open.value = 'link'),
              },
              {
                id: 'remove',
                text: t('people.remove'),
                icon: 'trash',
                tone: 'bad',
                not: props.mine ? t('people.removeNot') : undefined,
                choose: () => (open.value = 'remove'),
              },
            ],
          },
        ]}
      />
      {open.value === 'rename' ? (
        <RenameDialog name={person.name} onRename={props.onRename} onClose={close} />
      ) : open.value === 'sites' ? (
        <PersonSites person={person} onSaved={props.onSites} onClose={close} />
      ) : open.value === 'face' ? (
        <Dialog title={t('face.titleOf', { name: person.name })} onClose={close} wide>
          <FaceEditor person={person} />
        </Dialog>
      ) : open.value === 'link' ? (
        <ResetLinkDialog person={person} onClose={close} />
      ) : open.value === 'remove' ? (
        <RemoveDialog person={person} onRemoved={props.onRemoved} onClose={close} />
      ) : null}
    </>
  )
}

function RenameDialog(props: { name: string; onRename: (name: string) => void; onClose: () => void }) {
  const name = useSignal(props.name)
  return (
    <Dialog title={t('people.renameTitle')} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          const next = name.value.trim()
          if (next !== '' && next !== props.name) props.onRename(next)
          props.onClose()
        }}
      >
        <Field label={t('people.name')} hint={t('people.renameHint')}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              required
              maxLength={80}
              value={name.value}
              onInput={(event) => (name.value = event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="form-buttons">
          <button type="submit" class="button button-main">
            {t('ui.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** A way back in for somebody who forgot the password or lost the phone. Nothing changes until the link is used. */
export function ResetLinkDialog({ person, onClose }: { person: Pick<Person, 'id' | 'name'>; onClose: () => void }) {
  const made = useSignal<{ link: string; expiresAt: string } | null>(null)
  const making = useAction(() => post('/desk/people/{id}/reset-link', { params: { id: person.id } }))
  async function make(): Promise<void> {
    made.value = (await making.run())?.value ?? null
  }
  return (
    <Dialog title={t('people.newLinkFor', { name: person.name })} onClose={onClose}>
      {made.value ? (
        <>
          <Banner tone="good" live>
            <p>{t('people.linkFor', { name: person.name, at: dayAndTime(made.value.expiresAt) })}</p>
          </Banner>
          <CopyField label={t('people.newLink')} value={made.value.link} />
          <div class="form-buttons">
            <button type="button" class="button" onClick={onClose}>
              {t('ui.close')}
            </button>
          </div>
        </>
      ) : (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault()
            void make()
          }}
        >
          <p>{t('people.newLinkMore', { name: person.name })}</p>
          <p class="soft">{t('people.newLinkUntil')}</p>
          {making.problem ? (
            <Banner tone="bad" live>
              {making.problem}
            </Banner>
          ) : null}
          <div class="form-buttons">
            <button type="submit" class="button button-main" disabled={making.busy} data-first>
              {t('people.makeLink')}
            </button>
            <button type="button" class="button" onClick={onClose}>
              {t('ui.cancel')}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

/** Without an undo: it says what goes and what stays. */
function RemoveDialog(props: { person: Person; onRemoved: () => void; onClose: () => void }) {
  const removing = useAction(() => remove('/desk/people/{id}', { params: { id: props.person.id } }))
  async function go(): Promise<void> {
    if (!(await removing.run())) return
    say(t('people.removed', { name: props.person.name }))
    props.onRemoved()
    props.onClose()
  }
  return (
    <Dialog title={t('people.removeTitle', { name: props.person.name })} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <p>{t('people.removeMore', { mail: props.person.mail })}</p>
        <p class="soft">{t('people.removeStays')}</p>
        {removing.problem ? (
          <Banner tone="bad" live>
            {removing.problem}
          </Banner>
        ) : null}
        <div class="form-buttons">
          <button type="submit" class="button button-bad" disabled={removing.busy}>
            {t('people.remove')}
          </button>
          <button type="button" class="button" onClick={props.onClose} data-first>
            {t('ui.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
