import { fold } from '#shared'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { get } from '../http.ts'
import { addressOf } from '../inbox/lists/conversations.ts'
import { go } from '../routing.ts'
import type { Found } from '../shapes.ts'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Listbox, optionId } from '../ui/listbox.tsx'
import { Marked } from '../ui/spelling/marked.tsx'
import { useLoad } from '../ui/use-load.ts'
import { type Action, offered, pressName } from './keys.ts'

const LIST = 'command-list'
const PAUSE_MS = 150
const LEAST_LETTERS = 2
/** Beside what was found, as many commands as leave it in sight. */
const COMMANDS_BESIDE = 4

interface Entry {
  key: string
  run: () => void
  content: ComponentChildren
}

/** One field for all the desk holds: commands by their names, conversations, answers and templates, people. */
export function Finder({ onClose }: { onClose: () => void }) {
  const typed = useSignal('')
  const chosen = useSignal(0)
  const q = typed.value.trim()
  const found = useLoad(
    q.length < LEAST_LETTERS ? null : (stop) => get('/desk/find', { query: { q }, signal: stop }),
    [q],
    { pauseMs: PAUSE_MS },
  )
  const words = fold(q).split(/\s+/).filter(Boolean)
  const commands = fitting(words).map(commandEntry)
  const shown = q.length < LEAST_LETTERS ? null : found.value
  const things = shown ? entriesOf(shown, words) : []
  const entries = things.length > 0 ? [...commands.slice(0, COMMANDS_BESIDE), ...things] : commands
  const waits = q.length >= LEAST_LETTERS && found.busy

  function run(entry: Entry | undefined): void {
    if (!entry) return
    onClose()
    // After the dialog has given the focus back: an action may move it.
    setTimeout(entry.run)
  }
  return (
    <Dialog title={t('keys.commands')} onClose={onClose} class="commands">
      <input
        class="input"
        data-first
        role="combobox"
        aria-expanded="true"
        aria-controls={LIST}
        aria-activedescendant={entries[chosen.value] ? optionId(LIST, chosen.value) : undefined}
        aria-label={t('keys.find')}
        placeholder={t('keys.find')}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          chosen.value = 0
        }}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
          if (step && entries.length > 0) chosen.value = (chosen.value + step + entries.length) % entries.length
          else if (event.key === 'Enter') run(entries[chosen.value])
          else return
          event.preventDefault()
        }}
      />
      <Listbox
        class="command-list"
        id={LIST}
        label={t('keys.commands')}
        chosen={chosen.value}
        onPoint={(index) => (chosen.value = index)}
        options={entries.map((entry) => ({ key: entry.key, choose: () => run(entry), content: entry.content }))}
      />
      <p class="soft" role="status">
        {found.problem && q.length >= LEAST_LETTERS
          ? found.problem
          : entries.length === 0
            ? t(waits ? 'ui.loading' : 'keys.none')
            : ''}
      </p>
    </Dialog>
  )
}

/** What is called so stands before what merely belongs to a place called so. */
function fitting(words: readonly string[]): Action[] {
  const holds = (text: string) => words.every((word) => fold(text).includes(word))
  return offered()
    .filter((each) => each.id !== 'commands' && holds(`${t(each.label)} ${t(each.place)}`))
    .sort((one, other) => Number(holds(t(other.label))) - Number(holds(t(one.label))))
}

const commandEntry = (action: Action): Entry => ({
  key: action.id,
  run: action.run,
  content: (
    <>
      <span class="soft">{t(action.place)}</span> {t(action.label)}
      {action.keys ? <kbd>{pressName(action.keys)}</kbd> : null}
    </>
  ),
})

function entriesOf({ conversations, answers, people }: Found, words: readonly string[]): Entry[] {
  return [
    ...conversations.map(
      (each): Entry => ({
        key: each.id,
        run: () => go(addressOf(each)),
        content: (
          <>
            <span class="soft">
              <Icon name="inbox" /> {each.visitor.name ?? t('inbox.visitor')}
            </span>
            <span class="command-found">
              <span>
                <Marked text={each.question} words={each.match?.words ?? []} />
              </span>
              {each.match && each.match.where !== 'question' ? (
                <span class="soft">
                  <Marked text={each.match.text} words={each.match.words} />
                </span>
              ) : null}
            </span>
          </>
        ),
      }),
    ),
    ...answers.map(
      (each): Entry => ({
        key: each.id,
        run: () => go(`/desk/library/${each.id}`),
        content: (
          <>
            <span class="soft">
              <Icon name={each.audience === 'operators' ? 'slash' : 'bookOpen'} />{' '}
              {each.shortcut ? `/${each.shortcut}` : t('nav.library')}
            </span>
            <span class="command-found" lang={each.locale}>
              <span>
                <Marked text={each.question} words={words} />
              </span>
            </span>
          </>
        ),
      }),
    ),
    ...people.map(
      (each): Entry => ({
        key: each.id,
        run: () => go('/desk/people'),
        content: (
          <>
            <span class="soft">
              <Icon name="user" /> {t(`role.${each.role}`)}
            </span>
            <span class="command-found">
              <span>
                <Marked text={each.name} words={words} />
              </span>
            </span>
          </>
        ),
      }),
    ),
  ]
}
