import type { Misspelling } from '#kb'
import { post } from '../api.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { Icon } from './icon.tsx'
import type { Place } from './marked-field.tsx'
import { accept } from './spelling.ts'
import { say } from './toasts.tsx'

const SHOWN = 5

/** What an unknown word could be, and the way to make it known. Focus stays in the text. */
export function SpellingMenu(props: {
  word: Misspelling
  chosen: number
  place: Place
  onReplace: (by: string) => void
  onDone: () => void
}) {
  const suggestions = props.word.suggestions.slice(0, SHOWN)
  async function add(): Promise<void> {
    const { word } = props.word
    props.onDone()
    const answered = await post<{ state?: string; word?: { state: string } }>('/api/desk/spelling/words', { word })
    if (!answered.ok && answered.problem.code !== 'known_already') {
      say(problemText(answered.problem), { tone: 'bad' })
      return
    }
    accept(word)
    const approved = answered.ok && (answered.value.state ?? answered.value.word?.state) === 'approved'
    say(t(approved ? 'spelling.added' : 'spelling.asked', { word }))
  }
  const option = (index: number, content: preact.ComponentChildren, run: () => void, kind = '') => (
    <li
      id={`spelling-${index}`}
      key={index}
      role="option"
      aria-selected={props.chosen === index}
      class={kind}
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    >
      {content}
    </li>
  )
  return (
    <ul
      class="menu spelling-menu"
      id="spelling-menu"
      role="listbox"
      aria-label={t('spelling.menu', { word: props.word.word })}
      style={{ left: `${Math.max(0, props.place.left)}px`, bottom: `calc(100% - ${props.place.top}px + 4px)` }}
    >
      {suggestions.map((each, index) => option(index, each, () => props.onReplace(each)))}
      {option(
        suggestions.length,
        <>
          <Icon name="plus" /> {t('spelling.add', { word: props.word.word })}
        </>,
        () => void add(),
        'menu-last',
      )}
    </ul>
  )
}
