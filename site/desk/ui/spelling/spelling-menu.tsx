import type { Misspelling } from '../../shapes.ts'
import { post } from '../../http.ts'
import { problemText } from '../../problems.ts'
import { t } from '../../texts.ts'
import { Icon } from '../icon.tsx'
import { Listbox } from '../listbox.tsx'
import type { Place } from './marked-field.tsx'
import { accept } from './spelling.ts'
import { say } from '../toasts.tsx'

const SHOWN = 5
export const SPELLING_MENU = 'spelling-menu'

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
    const answered = await post('/desk/spelling/words', { body: { word } })
    if (!answered.ok && answered.problem.code !== 'known_already') {
      say(problemText(answered.problem), { tone: 'bad' })
      return
    }
    accept(word)
    const approved = answered.ok && answered.value.state === 'approved'
    say(t(approved ? 'spelling.added' : 'spelling.asked', { word }))
  }
  return (
    <div
      class="menu spelling-menu"
      style={{ left: `${Math.max(0, props.place.left)}px`, bottom: `calc(100% - ${props.place.top}px + 4px)` }}
    >
      <Listbox
        id={SPELLING_MENU}
        label={t('spelling.menu', { word: props.word.word })}
        chosen={props.chosen}
        options={[
          ...suggestions.map((each) => ({ key: each, content: each, choose: () => props.onReplace(each) })),
          {
            key: '+',
            class: 'menu-last',
            content: (
              <>
                <Icon name="plus" /> {t('spelling.add', { word: props.word.word })}
              </>
            ),
            choose: () => void add(),
          },
        ]}
      />
    </div>
  )
}
