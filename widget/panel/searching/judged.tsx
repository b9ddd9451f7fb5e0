/** What is said once a visitor has judged an answer; loads when they do. */
import { texts as de } from '../../locales/de/judged.ts'
import { texts as en } from '../../locales/en/judged.ts'
import type { JudgedTexts, TextKey } from '../../locales/keys.ts'
import { texts as ru } from '../../locales/ru/judged.ts'
import type { InterfaceLocale } from '#shared'
import { Icon } from '../icon.tsx'
import { live } from '../live.ts'
import { usePanel } from '../panel-state.ts'

const TEXTS: { [L in InterfaceLocale]: JudgedTexts<L> } = { ru, en, de }

/** Reasons as the desk counts them, with their words. */
const REASONS: [code: string, key: TextKey][] = [
  ['other_question', 'outcome.reasonOther'],
  ['unclear', 'outcome.reasonUnclear'],
  ['did_not_work', 'outcome.reasonFailed'],
  ['incorrect', 'outcome.reasonWrong'],
]

export const Judged = live(function Judged({
  told,
  because,
}: {
  told: 'yes' | 'no' | 'noted'
  because: (reason: string) => void
}) {
  const panel = usePanel()
  const { locale } = panel.speech.value
  const { say } = panel.speech.value.with(TEXTS[locale])
  if (told === 'yes')
    return (
      <p class="thanks">
        <Icon name="check" /> {say('outcome.thanks')}
      </p>
    )
  return (
    <>
      {told === 'no' ? (
        <>
          <h2>{say('outcome.sorry')}</h2>
          <p class="row">
            {REASONS.map(([code, key]) => (
              <button key={code} type="button" class="chip" onClick={() => because(code)}>
                {say(key)}
              </button>
            ))}
          </p>
        </>
      ) : (
        <p class="thanks">
          <Icon name="check" /> {say('outcome.noted')}
        </p>
      )}
      <p>{say('results.noneNext')}</p>
      <button type="button" class="primary" onClick={() => panel.go({ name: 'person' })}>
        <Icon name="person" /> {say('outcome.person')}
      </button>
    </>
  )
})
