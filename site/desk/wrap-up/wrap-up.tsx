import { effect, signal } from '@preact/signals'
import { now } from '../dates.ts'
import { setAvailable } from '../inbox/presence-switch.tsx'
import { presence } from '../inbox/lists/conversations.ts'
import { keyFor, useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { useAction } from '../ui/use-action.ts'

/** By the clock of this browser, ms. */
const until = signal(0)
effect(() => void (until.value = Date.now() + (presence.value?.wrapsUpMs ?? 0)))

/** After something was solved: how long nothing is offered yet, and the key that ends it. */
export function WrapUp() {
  const ready = useAction(() => setAvailable(true))
  const left = Math.ceil(Math.min(until.value - now.value, presence.value?.wrapsUpMs ?? 0) / 1_000)
  const wraps = left > 0
  useActions(
    () => [
      {
        id: 'ready',
        label: 'wrapUp.ready',
        place: 'keys.inbox',
        keys: [{ code: 'KeyR', alt: true }],
        enabled: () => wraps,
        run: () => void ready.run(),
      },
    ],
    [wraps],
  )
  if (!wraps) return null
  return (
    <div class="wrap-up">
      <p role="timer">{t('wrapUp.left', { n: left })}</p>
      <button
        type="button"
        class="button button-small"
        title={keyFor('ready')}
        disabled={ready.busy}
        onClick={() => void ready.run()}
      >
        <Icon name="check" /> {t('wrapUp.ready')}
      </button>
    </div>
  )
}
