import { t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'
import { asks, notNow, turnOnDesktop } from './desktop.ts'

/** One question, once, where somebody has just said that they take conversations. */
export function AskDesktop() {
  if (!asks.value) return null
  async function yes(): Promise<void> {
    const leave = await turnOnDesktop()
    if (leave === 'granted') say(t('attention.asked'))
    else if (leave === 'denied') say(t('attention.denied'), { tone: 'bad' })
  }
  return (
    <div class="ask-desktop" role="status">
      <p>{t('attention.ask')}</p>
      <div class="ask-desktop-buttons">
        <button type="button" class="button" onClick={() => void yes()}>
          {t('attention.ask.yes')}
        </button>
        <button type="button" class="button button-quiet" onClick={notNow}>
          {t('attention.ask.no')}
        </button>
      </div>
    </div>
  )
}
