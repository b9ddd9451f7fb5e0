import { signal, useSignal } from '@preact/signals'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Listbox, optionId } from '../ui/listbox.tsx'
import { type Action, actions, pressName, useActions } from './keys.ts'

export const commandBarOpen = signal<'commands' | 'keys' | null>(null)

/** Ctrl+K: everything that can be done from here, by its name. `?`: the same as a list of keys. */
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
  if (commandBarOpen.value === 'commands') return <Commands />
  if (commandBarOpen.value === 'keys') return <KeyList />
  return null
}

const COMMANDS = 'command-list'

const close = () => {
  commandBarOpen.value = null
}

/** One line per thing to do: presses that mean the same are shown once, by the first of them. */
function offered(): Action[] {
  const byLabel = new Map<string, Action>()
  for (const each of actions.value)
    if ((each.enabled?.() ?? true) && !byLabel.has(each.label)) byLabel.set(each.label, each)
  return [...byLabel.values()]
}

function Commands() {
  const typed = useSignal('')
  const chosen = useSignal(0)
  const words = typed.value.toLowerCase().split(/\s+/).filter(Boolean)
  const named = (each: Action) => words.every((word) => t(each.label).toLowerCase().includes(word))
  // What is called so stands before what merely belongs to a place called so.
  const fitting = offered()
    .filter(
      (each) =>
        each.id !== 'commands' &&
        words.every((word) => `${t(each.label)} ${t(each.place)}`.toLowerCase().includes(word)),
    )
    .sort((one, other) => Number(named(other)) - Number(named(one)))

  function run(action: Action | undefined): void {
    if (!action) return
    close()
    // After the dialog has given the focus back: an action may move it.
    setTimeout(action.run)
  }
  return (
    <Dialog title={t('keys.commands')} onClose={close} class="commands">
      <input
        class="input"
        data-first
        role="combobox"
        aria-expanded="true"
        aria-controls={COMMANDS}
        aria-activedescendant={fitting[chosen.value] ? optionId(COMMANDS, chosen.value) : undefined}
        aria-label={t('keys.find')}
        placeholder={t('keys.find')}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          chosen.value = 0
        }}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
          if (step && fitting.length > 0) chosen.value = (chosen.value + step + fitting.length) % fitting.length
          else if (event.key === 'Enter') run(fitting[chosen.value])
          else return
          event.preventDefault()
        }}
      />
      <Listbox
        class="command-list"
        id={COMMANDS}
        label={t('keys.commands')}
        chosen={chosen.value}
        onPoint={(index) => (chosen.value = index)}
        options={fitting.map((action) => ({
          key: action.id,
          choose: () => run(action),
          content: (
            <>
              <span class="soft">{t(action.place)}</span> {t(action.label)}
              {action.keys ? <kbd>{pressName(action.keys)}</kbd> : null}
            </>
          ),
        }))}
      />
      {fitting.length === 0 ? <p class="soft">{t('keys.none')}</p> : null}
    </Dialog>
  )
}

function KeyList() {
  const withKeys = offered().filter((each) => each.keys)
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
                  <div key={each.id}>
                    <dt>{t(each.label)}</dt>
                    <dd>
                      <kbd>{pressName(each.keys ?? [{ code: '' }])}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{t('keys.writing')}</h3>
          <dl class="keys">
            {(['template', 'link', 'choose', 'keep', 'spelling', 'editLast'] as const).map((each) => (
              <div key={each}>
                <dt>{t(`keys.in.${each}`)}</dt>
                <dd>
                  <kbd>
                    {
                      {
                        template: '/  #  ::',
                        link: '//  ??',
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
      <p class="soft">{t('keys.layout')}</p>
    </Dialog>
  )
}
