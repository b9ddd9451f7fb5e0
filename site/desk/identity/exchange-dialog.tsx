import { useSignal } from '@preact/signals'
import type { Answered } from '../api.ts'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Banner } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'

const HOUR_MS = 3_600_000
/** How long both are accepted; 0: somebody has read it who should not have. */
const OVERLAPS = [24, 72, 7 * 24, 30 * 24, 0]

/** A new secret, and until when the one before still is accepted. */
export function ExchangeDialog(props: {
  current: string
  exchange: (body: { current: string; until: string }) => Promise<Answered<unknown>>
  onClose: () => void
  onDone: () => void
}) {
  const hours = useSignal(72)
  const exchanging = useAction(props.exchange)
  const exchange = async () => {
    const until = new Date(Date.now() + hours.value * HOUR_MS).toISOString()
    if (await exchanging.run({ current: props.current, until })) props.onDone()
  }
  return (
    <Dialog title={t('identity.exchange')} onClose={props.onClose}>
      {/* Stands inside the form of the page: no form of its own. */}
      <div class="form">
        <p>{t('identity.exchangeHint')}</p>
        <fieldset class="field">
          <legend class="field-label">{t('identity.oldUntil')}</legend>
          {OVERLAPS.map((each) => (
            <label class="check" key={each}>
              <input
                type="radio"
                name="overlap"
                checked={hours.value === each}
                data-first={hours.peek() === each || undefined}
                onChange={() => (hours.value = each)}
              />
              {each === 0 ? t('identity.atOnce') : t('identity.forDays', { n: each / 24 })}
            </label>
          ))}
        </fieldset>
        {exchanging.problem ? (
          <Banner tone="bad" live>
            {exchanging.problem}
          </Banner>
        ) : null}
        <div class="form-buttons">
          <button
            type="button"
            class={hours.value === 0 ? 'button button-bad' : 'button button-main'}
            disabled={exchanging.busy}
            onClick={() => void exchange()}
          >
            {t('identity.make')}
          </button>
          <button type="button" class="button" onClick={props.onClose}>
            {t('ui.cancel')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
