import type { Signal } from '@preact/signals'
import type { AnswerContent, Misspelling } from '../../shapes.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'

/** Words the dictionary does not know: each is mended with one click or explained as right. Until then nothing is sent. */
export function UnknownWords(props: {
  words: readonly Misspelling[]
  explained: Signal<ReadonlySet<string>>
  content: Signal<AnswerContent>
}) {
  if (props.words.length === 0) return null
  function mend(word: string, by: string): void {
    const change = (text: string) => text.split(word).join(by)
    const { question, body } = props.content.value
    props.content.value = { ...props.content.value, question: change(question), body: change(body) }
  }
  function explain(word: string, right: boolean): void {
    const next = new Set(props.explained.value)
    if (right) next.add(word.toLowerCase())
    else next.delete(word.toLowerCase())
    props.explained.value = next
  }
  return (
    <section class="unknown-words" aria-label={t('promote.words')}>
      <h3>
        <Icon name="alert" /> {t('promote.words')}
      </h3>
      <ul>
        {props.words.map((each) => (
          <li key={each.word}>
            <strong>{each.word}</strong>
            {each.suggestions.slice(0, 4).map((by) => (
              <button type="button" class="button button-small" key={by} onClick={() => mend(each.word, by)}>
                {by}
              </button>
            ))}
            <label class="check">
              <input
                type="checkbox"
                checked={props.explained.value.has(each.word.toLowerCase())}
                onChange={(event) => explain(each.word, event.currentTarget.checked)}
              />
              {t('promote.isRight')}
            </label>
          </li>
        ))}
      </ul>
    </section>
  )
}
