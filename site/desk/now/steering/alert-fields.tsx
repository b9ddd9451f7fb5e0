import { type Alert, ALERTS } from '#shared'
import { t } from '../../texts.ts'

/** Of what leads are told. Of nothing, until somebody wants it. */
export function AlertFields({ alerts, onChange }: { alerts: readonly Alert[]; onChange: (alerts: Alert[]) => void }) {
  return (
    <>
      {ALERTS.map((alert) => (
        <label key={alert} class="check">
          <input
            type="checkbox"
            checked={alerts.includes(alert)}
            onChange={({ currentTarget }) =>
              onChange(ALERTS.filter((one) => (one === alert ? currentTarget.checked : alerts.includes(one))))
            }
          />
          {t(`alerts.${alert}`)}
        </label>
      ))}
      <p class="field-hint">{t('alerts.hint')}</p>
    </>
  )
}
