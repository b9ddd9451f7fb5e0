import { labels } from '../../site/desk/labels/labels.ts'
import { LabelsPart } from '../../site/desk/labels/labels-part.tsx'
import { SnoozeDialog } from '../../site/desk/snoozing/snooze-dialog.tsx'
import type { DeskPart } from './desk-part.ts'
import { detailOf } from './sample.ts'
import { labelsOf } from './sample-labels.ts'

const none = () => undefined

/** What orders an operator's day. */
export const DAY_PARTS: Record<string, DeskPart> = {
  'desk: labels of a conversation': {
    width: 320,
    draw: (locale) => {
      labels.value = labelsOf(locale)
      return <LabelsPart conversation={{ ...detailOf(locale), labels: ['lbl_1', 'lbl_2'] }} />
    },
  },
  'desk: snoozing': {
    width: 640,
    height: 560,
    draw: (locale) => <SnoozeDialog detail={detailOf(locale)} onClose={none} onDone={none} />,
  },
}
