import type { ConversationSummary } from '#protocol'
import { weekdayAndTime } from '../../dates.ts'
import { LabelChip } from '../../labels/label-chip.tsx'
import { labelsOn } from '../../labels/labels.ts'
import { me } from '../../session/session.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Due } from './conversation-marks.tsx'
import { operators } from './conversations.ts'
import { PriorityMark } from '../priority.tsx'

/** More could no longer be read at a glance. */
const CHIPS_IN_A_ROW = 3

/** How a conversation stands, in short: what one must act on first, then its labels, then what else is known of it. */
export function RowMarks({ conversation }: { conversation: ConversationSummary }) {
  const { visitor, offeredTo, position, snoozed, held, mark, product, promotedTo } = conversation
  // Who has gone is in nobody's way: their place is counted only while they are there.
  const place = conversation.state === 'queued' && visitor.online ? position : null
  const isOffered = offeredTo && offeredTo.id !== me.value?.id
  const labels = labelsOn(conversation)
  const first = [conversation.priority > 0, place, isOffered, snoozed, held, mark].filter(Boolean).length
  const shown = labels.slice(0, Math.max(1, CHIPS_IN_A_ROW - first))
  const more = labels.slice(shown.length)
  const hasRoom = first + labels.length < CHIPS_IN_A_ROW
  return (
    <span class="row-marks">
      <Due due={conversation.due} />
      <PriorityMark conversation={conversation} />
      {place ? <span class="chip">№ {place}</span> : null}
      {isOffered ? (
        <span class="chip">
          {t('inbox.offered', { name: operators.value.find((each) => each.id === offeredTo.id)?.name ?? '' })}
        </span>
      ) : null}
      {snoozed ? (
        <span class="chip snooze-chip">
          <Icon name="clock" />
          {snoozed.until ? weekdayAndTime(snoozed.until) : t('snooze.choice.answer')}
        </span>
      ) : null}
      {held ? <span class="chip chip-warn">{t(`held.${held}`)}</span> : null}
      {mark ? <span class="chip">{t(`mark.${mark}`)}</span> : null}
      {shown.map((each) => (
        <LabelChip key={each.id} label={each} />
      ))}
      {more.length > 0 ? (
        <span class="chip row-more-labels" title={more.map(({ name }) => name).join(', ')}>
          +{more.length}
        </span>
      ) : null}
      {product && hasRoom ? <span class="chip">{product.name}</span> : null}
      {promotedTo ? <span class="chip chip-good">{t('inbox.promoted')}</span> : null}
    </span>
  )
}
