import { notPushed, pushSupported, turningPush, turnOffPush, turnOnPush } from './pushing.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Field } from '../ui/parts.tsx'
import { leave, leaveOf, turnOnDesktop } from './desktop.ts'
import { attention, KINDS, setAttention, setWay, type Ways } from './preferences.ts'
import { sound } from './tone.ts'

const WAYS = ['sound', 'repeat', 'show'] as const satisfies readonly (keyof Ways)[]

/** How this person is called back to the desk: by what, how, and when not. */
export function AttentionPart() {
  const { desktop, push, words, quiet, ways } = attention.value
  const may = leave.value
  function switchDesktop(on: boolean): void {
    if (on) void turnOnDesktop()
    else {
      setAttention({ desktop: false })
      if (push) void turnOffPush()
    }
  }
  // `repeat` says a sound again, so it waits for one; `show` waits for the browser's leave.
  const waits = (way: keyof Ways, of: Ways) => (way === 'repeat' && !of.sound) || (way === 'show' && !desktop)
  return (
    <section class="card attention">
      <h2>{t('attention.title')}</h2>
      <p class="field-hint">{t('attention.hint')}</p>
      <div class="field">
        <label class="check">
          <input
            type="checkbox"
            checked={desktop && leaveOf() === 'granted'}
            disabled={may === 'unsupported'}
            onChange={(event) => switchDesktop(event.currentTarget.checked)}
          />
          {t('attention.desktop')}
        </label>
        <p class="field-hint">{t(may === 'unsupported' ? 'attention.unsupported' : 'attention.desktopHint')}</p>
        {may === 'denied' ? (
          <Banner tone="warn" live>
            {t('attention.denied')}
          </Banner>
        ) : null}
      </div>
      {desktop && pushSupported() ? (
        <div class="field">
          <label class="check">
            <input
              type="checkbox"
              checked={push}
              disabled={turningPush.value}
              onChange={(event) => void (event.currentTarget.checked ? turnOnPush() : turnOffPush())}
            />
            {t('attention.push')}
          </label>
          <p class="field-hint">{t('attention.pushHint')}</p>
          {notPushed.value ? (
            <Banner tone="warn" live>
              {t(notPushed.value === 'denied' ? 'attention.denied' : 'attention.pushFailed')}
            </Banner>
          ) : null}
        </div>
      ) : null}
      <div class="table-wrap">
        <table class="table attention-table">
          <caption class="unseen">{t('attention.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('attention.what')}</th>
              {WAYS.map((way) => (
                <th scope="col" key={way}>
                  {t(`attention.way.${way}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {KINDS.map((kind) => (
              <tr key={kind}>
                <th scope="row">
                  {t(`attention.kind.${kind}`)}
                  <button
                    type="button"
                    class="button-icon"
                    aria-label={t('attention.listen', { what: t(`attention.kind.${kind}`) })}
                    onClick={() => sound(kind)}
                  >
                    <Icon name="play" />
                  </button>
                </th>
                {WAYS.map((way) => (
                  <td key={way}>
                    <label class="check">
                      <input
                        type="checkbox"
                        checked={ways[kind][way] && !waits(way, ways[kind])}
                        disabled={waits(way, ways[kind])}
                        onChange={(event) => setWay(kind, way, event.currentTarget.checked)}
                      />
                      <span class="unseen">
                        {t(`attention.kind.${kind}`)}: {t(`attention.way.${way}`)}
                      </span>
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="field">
        <label class="check">
          <input
            type="checkbox"
            checked={words}
            disabled={!desktop}
            onChange={(event) => setAttention({ words: event.currentTarget.checked })}
          />
          {t('attention.words')}
        </label>
        <p class="field-hint">{t('attention.wordsHint')}</p>
      </div>
      <div class="field">
        <label class="check">
          <input
            type="checkbox"
            checked={quiet.on}
            onChange={(event) => setAttention({ quiet: { ...quiet, on: event.currentTarget.checked } })}
          />
          {t('attention.quiet')}
        </label>
        <p class="field-hint">{t('attention.quietHint')}</p>
      </div>
      {quiet.on ? (
        <div class="attention-quiet">
          {(['from', 'to'] as const).map((end) => (
            <Field key={end} label={t(`attention.${end}`)}>
              {(ties) => (
                <input
                  {...ties}
                  class="input"
                  type="time"
                  required
                  value={quiet[end]}
                  onChange={({ currentTarget: { value } }) => {
                    if (value) setAttention({ quiet: { ...quiet, [end]: value } })
                  }}
                />
              )}
            </Field>
          ))}
        </div>
      ) : null}
    </section>
  )
}
