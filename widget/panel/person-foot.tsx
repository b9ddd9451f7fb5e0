import { hoursSentence } from '../texts/hours-words.ts'
import { safeAddress } from './searching/safe-html.tsx'
import { Icon } from './icon.tsx'
import { live } from './live.ts'
import { canChat, usePanel } from './panel-state.ts'

/** Always there: the way to a person, whether one is here, and the help centre. */
export const PersonFoot = live(function PersonFoot({
  onAsk,
  centre: wanted,
}: {
  onAsk?: () => void
  centre?: boolean
}) {
  const panel = usePanel()
  const { say } = panel.speech.value
  const context = panel.context.value
  const look = panel.look.value
  const availability = panel.availability.value
  const running = panel.running.value
  const centre = wanted && context && safeAddress(context.site.helpCentre, panel.embedding.origin, /^https?:$/)
  return (
    <div class="foot">
      <button
        type="button"
        class="person"
        onClick={() => {
          onAsk?.()
          panel.go({ name: 'person' })
        }}
      >
        {look && context?.team ? (
          <look.Team here={!!availability?.online} />
        ) : (
          <span class={availability?.online ? 'face here' : 'face'}>
            <Icon name="person" />
          </span>
        )}
        <span>
          <b>{say(running !== null ? 'home.back' : canChat(panel) ? 'home.person' : 'person.leave')}</b>
          {(running || availability) && (
            <small>{running || hoursSentence(availability!, panel.speech.value, new Date())}</small>
          )}
        </span>
        <Icon name="next" />
      </button>
      {centre && (
        <a class="centre" href={centre} target="_blank" rel="noopener">
          {say('panel.helpCentre')} <Icon name="leave" />
          <span class="unseen">({say('panel.newTab')})</span>
        </a>
      )}
    </div>
  )
})
