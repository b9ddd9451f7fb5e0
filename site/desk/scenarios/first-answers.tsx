import { useSignal } from '@preact/signals'
import { MOST_FIRST_ANSWERS } from '#shared'
import { get } from '../http.ts'
import { language, t } from '../texts.ts'
import { SeekField } from '../ui/seek/seek-field.tsx'
import { useLoad } from '../ui/use-load.ts'

const SHOWN = 8
const PAUSE_MS = 150

/** Published answers, sought by their words. */
export function FirstAnswers({ chosen, onChange }: { chosen: readonly string[]; onChange: (ids: string[]) => void }) {
  const typed = useSignal('')
  const open = useSignal(false)
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
  const options = (text === '' ? [] : (found.value?.items ?? []))
    .filter((one) => !chosen.includes(one.id))
    .map((one) => ({
      key: one.id,
      content: one.question,
      choose: () => {
        names.value = { ...names.value, [one.id]: one.question }
        onChange([...chosen, one.id])
        typed.value = ''
      },
    }))
  return (
    <SeekField
      label={t('scenario.answers')}
      chosen={chosen.map((one) => {
        const name = names.value[one] ?? one
        return { key: one, name, takeOff: t('scenario.withoutAnswer', { name }) }
      })}
      onKept={onChange}
      typed={typed}
      open={open}
      options={options}
      placeholder={t('scenario.seekAnswer')}
      isFull={chosen.length >= MOST_FIRST_ANSWERS}
      required={chosen.length === 0}
      hint={t('scenario.answersHint')}
    />
  )
}
