import { live } from './live.ts'
import { usePanel } from './panel-state.ts'

/** Grey lines in the shape of what is coming; shown late, so that a quick answer never flickers. */
export const Skeleton = live(function Skeleton() {
  const { say } = usePanel().speech.value
  return (
    <div class="skeleton" role="status" aria-label={say('panel.loading')}>
      <i />
      <i />
      <i />
      <i />
    </div>
  )
})

export const Failed = live(function Failed({ again }: { again: () => void }) {
  const panel = usePanel()
  const { say } = panel.speech.value
  const mail = panel.context.value?.site.mail
  return (
    <div class="notice" role="alert">
      <p>
        {say('panel.failed')} {mail && say('panel.failedMail', { mail })}
      </p>
      <button type="button" class="quiet" onClick={again}>
        {say('panel.again')}
      </button>
    </div>
  )
})
