import { live, useSignal } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import type { Conversing } from './conversing.ts'

/** The visitor's own way to end a conversation: quiet, and asked for once more, because it ends for both sides. */
export const Ending = live(function Ending({ conversing }: { conversing: Conversing }) {
  const { say } = usePanel().speech.value
  const asked = useSignal(false)
  const failed = useSignal(false)
  const state = conversing.conversation.value?.state
  const answered = conversing.messages.value.some((one) => one.author === 'operator')
  if (!answered || !state || state === 'solved') return null
  const end = async () => {
    failed.value = !(await conversing.end())
    asked.value = failed.value
  }
  return (
    <div class="ending row">
      {asked.value ? (
        <>
          <span>{say(failed.value ? 'panel.failed' : 'chat.endAsk')}</span>
          <button type="button" class="link sure" data-focus onClick={end}>
            {say('chat.endYes')}
          </button>
          <button type="button" class="link" onClick={() => (asked.value = failed.value = false)}>
            {say('chat.endNo')}
          </button>
        </>
      ) : (
        <button type="button" class="link" onClick={() => (asked.value = true)}>
          {say('chat.end')}
        </button>
      )}
    </div>
  )
})
