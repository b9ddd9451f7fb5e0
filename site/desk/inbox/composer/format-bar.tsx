import { signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { useActions } from '../../shell/keys.ts'
import { readStored, writeStored } from '../../stored.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { bold, link, list, type Selected } from './formatting.ts'

const KEY = 'firstline.desk.formatting'
const isTrue = (value: unknown): value is true => value === true
/** Whether the row stands there; kept on this computer. */
export const formatting = signal(readStored(KEY, isTrue) === true)

const WAYS = { bold, list, link } as const
type Way = keyof typeof WAYS
const NAMES = Object.keys(WAYS) as Way[]

interface Field {
  input: () => HTMLTextAreaElement | null
  onChange: (text: string) => void
}

function apply(way: Way, { input, onChange }: Field): void {
  const at = input()
  if (!at) return
  const next: Selected = WAYS[way]({ text: at.value, start: at.selectionStart, end: at.selectionEnd })
  at.focus()
  at.setRangeText(next.text, 0, at.value.length)
  at.setSelectionRange(next.start, next.end)
  onChange(at.value)
}

/** Opens the row of marks, for whoever does not write them by hand. */
export function FormatToggle() {
  const label = t('format.label')
  return (
    <button
      type="button"
      class="button-icon"
      title={label}
      aria-label={label}
      aria-expanded={formatting.value}
      onClick={() => {
        formatting.value = !formatting.value
        writeStored(KEY, formatting.value || null)
      }}
    >
      <Icon name="type" />
    </button>
  )
}

export function FormatBar(field: Field) {
  const latest = useRef(field)
  latest.current = field
  useActions(
    () => [
      {
        id: 'bold',
        label: 'format.bold',
        place: 'keys.conversation',
        keys: [{ code: 'KeyB', ctrl: true }],
        enabled: () => document.activeElement === latest.current.input(),
        run: () => apply('bold', latest.current),
      },
    ],
    [],
  )
  if (!formatting.value) return null
  return (
    <div class="composer-format" role="toolbar" aria-label={t('format.label')}>
      {NAMES.map((way) => (
        <button
          key={way}
          type="button"
          class="button-icon"
          title={t(`format.${way}`)}
          aria-label={t(`format.${way}`)}
          // The field keeps its selection.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => apply(way, field)}
        >
          <Icon name={way} />
        </button>
      ))}
    </div>
  )
}
