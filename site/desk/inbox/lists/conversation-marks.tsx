import type { ConversationSummary } from '#protocol'
import { minutesUntil } from '../../dates.ts'
import { connection } from '../../live.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'

/** Whether the visitor is connected; without a line of our own nobody can say. */
export function Here({ visitor }: { visitor: ConversationSummary['visitor'] }) {
  const here = visitor.online && connection.value === 'live'
  return (
    <span
      class={`dot ${here ? 'dot-on' : ''}`}
      title={connection.value === 'live' ? t(here ? 'inbox.online' : 'inbox.offline') : t('connection.lost')}
    />
  )
}

export function Due({ due }: { due: ConversationSummary['due'] }) {
  if (!due) return null
  const minutes = minutesUntil(due.at)
  const level = minutes < 0 ? 'missed' : due.level === 'missed' ? 'soon' : due.level
  if (level === 'fine' && minutes > 30) return null
  return (
    <span class={`due due-${level}`}>
      <Icon name="clock" />
      {level === 'missed' ? t('inbox.late', { n: Math.abs(minutes) }) : t('inbox.dueIn', { n: minutes })}
    </span>
  )
}
