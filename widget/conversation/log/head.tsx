import { Face } from '../../look/face.tsx'
import { live } from '../../panel/live.ts'
import { usePanel } from '../../panel/panel-state.ts'
import type { Conversing } from '../conversing.ts'

/** Who one talks with, and whether they are there: what stands at the top of the window. Nobody yet: the name it has anyway. */
export const Head = live(function Head({ conversing, name }: { conversing: Conversing; name: string }) {
  const { say } = usePanel().speech.value
  const open = conversing.conversation.value
  const operator = open?.state === 'queued' ? null : open?.operator
  if (!operator) return <p class="name">{name}</p>
  const { here, role } = operator
  const presence = here === undefined ? '' : say(here ? 'chat.here' : 'chat.stepped')
  return (
    <div class="name who">
      <Face face={operator} here={here} />
      <span>
        <span>{operator.name || say('chat.operator')}</span>
        {conversing.operatorTyping.value ? (
          <small aria-hidden="true">{say('chat.writes')}</small>
        ) : (
          <small role="status">{presence && role ? `${presence} · ${role}` : presence || role}</small>
        )}
      </span>
    </div>
  )
})
