import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { MOST_FIRST_ANSWERS } from '#shared'
import { get } from '../http.ts'
import { language, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Listbox, optionId } from '../ui/listbox.tsx'
import { useLoad } from '../ui/use-load.ts'

const SHOWN = 8
const PAUSE_MS = 150

/** Published answers, sought by their words. */
export function FirstAnswers({ chosen, onChange }: { chosen: readonly string[]; onChange: (ids: string[]) => void }) {
  const id = useId()
  const list = `${id}-list`
  const field = useRef<HTMLInputElement>(null)
  const typed = useSignal('')
  const at = useSignal(0)
  const text = typed.value.trim()
  const found = useLoad(
    text === ''
      ? null
      : (signal) => {
          const locale = language.value === 'ru' ? 'ru' : 'en'
          const query = { state: 'published', audience: 'public', locale, text, page: 1, perPage: SHOWN } as const
          return get('/desk/answers', { query, signal })
        },
    [text],
    { pauseMs: PAUSE_MS },
  )
  const names = useSignal<Readonly<Record<string, string>>>({})
  useLoad(
    async (signal) => {
      const unnamed = chosen.filter((one) => !names.peek()[one])
      const read = await Promise.all(unnamed.map((one) => get('/desk/answers/{id}', { params: { id: one }, signal })))
      const known = read.flatMap((one) => (one.ok ? [[one.value.answer.id, one.value.answer.question] as const] : []))
      names.value = { ...names.peek(), ...Object.fromEntries(known) }
      return { ok: true, value: null }
    },
    [chosen.join()],
  )
  const options = (found.value?.items ?? [])
    .filter((one) => !chosen.includes(one.id))
    .map((one) => ({
      key: one.id,
      content: one.question,
      choose: () => {
        names.value = { ...names.value, [one.id]: one.question }
        onChange([...chosen, one.id])
        typed.value = ''
        at.value = 0
      },
    }))
  const shown = text !== '' && options.length > 0
  const isFull = chosen.length >= MOST_FIRST_ANSWERS
  const keys: Record<string, () => void> = {
    ArrowDown: () => (at.value = Math.min(options.length - 1, at.value + 1)),
    ArrowUp: () => (at.value = Math.max(0, at.value - 1)),
    Enter: () => options[at.value]?.choose(),
  }
  return (
    <div class="field">
      <label for={id}>{t('scenario.answers')}</label>
      {chosen.length > 0 ? (
        <ul class="chosen-chips" aria-label={t('scenario.answers')}>
          {chosen.map((one) => (
            <li key={one}>
              <button
                type="button"
                class="chip chip-button"
                aria-label={t('scenario.withoutAnswer', { name: names.value[one] ?? one })}
                onClick={() => {
                  onChange(chosen.filter((other) => other !== one))
                  field.current?.focus()
                }}
              >
                {names.value[one] ?? one} <Icon name="x" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div class="product-search">
        <input
          id={id}
          ref={field}
          class="input"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={list}
          aria-activedescendant={shown ? optionId(list, at.value) : undefined}
          autocomplete="off"
          required={chosen.length === 0}
          disabled={isFull}
          placeholder={t('scenario.seekAnswer')}
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value
            at.value = 0
          }}
          onKeyDown={(event) => {
            const act = keys[event.key]
            if (!shown || !act) return
            event.preventDefault()
            act()
          }}
        />
        {shown ? (
          <Listbox
            id={list}
            label={t('scenario.answers')}
            chosen={at.value}
            options={options}
            onPoint={(index) => (at.value = index)}
          />
        ) : null}
      </div>
      <p class="field-hint">{t('scenario.answersHint')}</p>
    </div>
  )
}
