import { signal } from '@preact/signals'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Finder } from './finder.tsx'
import { KeyRow } from './key-row.tsx'
import { offered, useActions } from './keys.ts'
import { ownKeys, usualKeys } from './own-keys.ts'

export const commandBarOpen = signal<'commands' | 'keys' | null>(null)

const close = () => {
  commandBarOpen.value = null
}

/** Ctrl+K: everything that can be found and done from here, by its words. `?`: the same as a list of keys. */
export function CommandBar() {
  useActions(() => [
    {
      id: 'commands',
      label: 'keys.commands',
      place: 'keys.everywhere',
      keys: [{ code: 'KeyK', ctrl: true }],
      run: () => (commandBarOpen.value = 'commands'),
    },
    {
      id: 'keys-question',
      label: 'keys.list',
      place: 'keys.everywhere',
      keys: [{ code: 'Slash', shift: true }],
      run: () => (commandBarOpen.value = 'keys'),
    },
    {
      id: 'keys',
      label: 'keys.list',
      place: 'keys.everywhere',
      keys: [{ code: 'Slash', ctrl: true }],
      run: () => (commandBarOpen.value = 'keys'),
    },
    // The question mark of the Russian layout.
    {
      id: 'keys-question-ru',
      label: 'keys.list',
      place: 'keys.everywhere',
      keys: [{ code: 'Digit7', shift: true }],
      run: () => (commandBarOpen.value = 'keys'),
    },
  ])
  if (commandBarOpen.value === 'commands') return <Finder onClose={close} />
  if (commandBarOpen.value === 'keys') return <KeyList />
  return null
}

function KeyList() {
  const own = ownKeys.value
  const withKeys = offered().filter((each) => each.keys || Object.hasOwn(own, each.id))
  const places = [...new Set(withKeys.map((each) => each.place))]
  return (
    <Dialog title={t('keys.title')} onClose={close} wide>
      <div class="key-groups">
        {places.map((place) => (
          <section key={place}>
            <h3>{t(place)}</h3>
            <dl class="keys">
              {withKeys
                .filter((each) => each.place === place)
                .map((each) => (
                  <KeyRow key={each.id} action={each} />
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{t('keys.writing')}</h3>
          <dl class="keys">
            {(['template', 'link', 'sign', 'choose', 'keep', 'spelling', 'editLast'] as const).map((each) => (
              <div key={each}>
                <dt>{t(`keys.in.${each}`)}</dt>
                <dd>
                  <kbd>
                    {
                      {
                        template: '/  #  ::',
                        link: '//  ??',
                        sign: ':…',
                        choose: '↑ ↓ Enter',
                        keep: 'Esc',
                        spelling: 'Alt+S',
                        editLast: '↑',
                      }[each]
                    }
                  </kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <p class="soft">
        {t('keys.layout')} {t('keys.changing')}
      </p>
      {Object.keys(own).length > 0 ? (
        <div class="form-buttons">
          <button type="button" class="button" onClick={usualKeys}>
            {t('keys.usual')}
          </button>
        </div>
      ) : null}
    </Dialog>
  )
}
