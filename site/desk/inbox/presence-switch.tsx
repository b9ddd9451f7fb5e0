import { AskDesktop } from '../attention/ask-desktop.tsx'
import { askAfterSwitch } from '../attention/desktop.ts'
import { ask, connection } from '../live.ts'
import { problemText } from '../problems.ts'
import { useActions } from '../shell/keys.ts'
import { isTextKey, t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { inboxKnown, presence } from './lists/conversations.ts'
import { useClosedWords } from './opening.ts'

export async function setAvailable(available: boolean) {
  const ack = await ask('presence:set', { available })
  if (ack.ok) presence.value = ack.me
  else say(problemText(ack), { tone: 'bad' })
  return ack
}

/** Willing or away, and the truth of it: what visitors are told depends on the connection and on how many are already open. */
export function PresenceSwitch() {
  const setting = useAction(async (available: boolean) => {
    const ack = await setAvailable(available)
    if (ack.ok) askAfterSwitch(available)
    return ack
  })
  const now = presence.value
  const closed = useClosedWords()
  useActions(() => [
    {
      id: 'presence',
      label: 'keys.presence',
      place: 'keys.inbox',
      keys: [{ code: 'KeyO', alt: true }],
      run: () => void setting.run(!presence.peek()?.available),
    },
  ])
  const on = now?.available ?? false
  // How many lines it takes is not known yet; the list below waits for it instead of moving.
  const joining = !now && !inboxKnown.value && (connection.value === 'connecting' || connection.value === 'live')
  const unsure = joining || closed === undefined
  return (
    <>
      <div
        class={`presence ${on && connection.value === 'live' ? 'presence-on' : ''} ${now?.setAwayBecause ? 'presence-set-away' : ''} ${unsure ? 'presence-unsure' : ''}`}
      >
        <button
          type="button"
          role="switch"
          class="switch"
          aria-checked={on}
          aria-label={t('presence.label')}
          disabled={!now || setting.busy}
          onClick={() => void setting.run(!on)}
        >
          <span class="switch-knob" />
        </button>
        <p class="presence-said" role="status">
          {said()}
          {closed && connection.value === 'live' ? <span>{closed}</span> : null}
        </p>
      </div>
      <AskDesktop />
    </>
  )
}

function said() {
  const now = presence.value
  if (!now) return connection.value === 'live' ? t('ui.loading') : t('presence.noLine')
  if (connection.value !== 'live') return t('presence.noLine')
  if (!now.available) {
    const because = `presence.because.${now.setAwayBecause}`
    return (
      <>
        <strong>{t('presence.away')}</strong>
        <span>
          {now.setAwayBecause
            ? isTextKey(because)
              ? t(because)
              : t('presence.because.offer_expired')
            : t('presence.awayMore')}
          {/* Whoever took one by hand holds it, away or not. */}
          {now.active > 0 ? ` · ${t('presence.load', { n: now.active, capacity: now.capacity })}` : null}
        </span>
      </>
    )
  }
  const full = now.active >= now.capacity
  return (
    <>
      <strong>{t('presence.on')}</strong>
      <span>
        {full ? t('presence.full', { n: now.capacity }) : t('presence.load', { n: now.active, capacity: now.capacity })}
      </span>
    </>
  )
}
