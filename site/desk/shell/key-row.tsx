import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { t } from '../texts.ts'
import { type Action, actions, pressName } from './keys.ts'
import { pressOf, setOwnKey, takenBy } from './own-keys.ts'

/** One thing to do and its key, which a press on it changes. */
export function KeyRow({ action }: { action: Action }) {
  const waits = useSignal(false)
  const said = useSignal<string | null>(null)
  useEffect(() => {
    if (!waits.value) return
    // Before everything else that listens: the next key is only read.
    function read(event: KeyboardEvent): void {
      event.preventDefault()
      event.stopImmediatePropagation()
      if (event.repeat) return
      if (event.code === 'Escape') return void (waits.value = false)
      if (event.code === 'Backspace' || event.code === 'Delete') {
        setOwnKey(action.id, null)
        waits.value = false
        return
      }
      const press = pressOf(event)
      if (press === 'none') return
      if (press === 'kept') return void (said.value = t('keys.kept'))
      const taken = takenBy(press, action.id, actions.peek())
      if (taken) return void (said.value = t('keys.taken', { key: pressName([press]), what: t(taken.label) }))
      setOwnKey(action.id, press)
      waits.value = false
    }
    window.addEventListener('keydown', read, true)
    return () => window.removeEventListener('keydown', read, true)
  }, [waits.value])
  const label = t(action.label)
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <button
          type="button"
          class="key-change"
          aria-label={t('keys.change', { what: label, key: action.keys ? pressName(action.keys) : t('keys.without') })}
          title={t('keys.change', { what: label, key: action.keys ? pressName(action.keys) : t('keys.without') })}
          aria-pressed={waits.value}
          onClick={() => {
            said.value = null
            waits.value = !waits.value
          }}
          onBlur={() => (waits.value = false)}
        >
          {waits.value ? t('keys.press') : <kbd>{action.keys ? pressName(action.keys) : '–'}</kbd>}
        </button>
        {waits.value ? (
          <p class="soft" role="status">
            {said.value ?? t('keys.how')}
          </p>
        ) : null}
      </dd>
    </div>
  )
}
