import { labels } from '../../site/desk/labels/labels.ts'
import { filterOpen, setFilter } from '../../site/desk/filters/filters.ts'
import { views } from '../../site/desk/filters/views.ts'
import { summaries } from '../../site/desk/inbox/heard.ts'
import { ConversationList } from '../../site/desk/inbox/lists/conversation-list.tsx'
import { mark, markNone } from '../../site/desk/together/marked.ts'
import { LabelsPart } from '../../site/desk/labels/labels-part.tsx'
import { AlsoOpen } from '../../site/desk/merging/also-open.tsx'
import { MergedHere } from '../../site/desk/merging/merged-here.tsx'
import { presence } from '../../site/desk/inbox/lists/conversations.ts'
import { WrapUp } from '../../site/desk/wrap-up/wrap-up.tsx'
import { TaskDialog } from '../../site/desk/tasks/task-dialog.tsx'
import { TaskRow } from '../../site/desk/tasks/task-row.tsx'
import { Row } from '../../site/desk/inbox/lists/conversation-row.tsx'
import { SnoozeDialog } from '../../site/desk/snoozing/snooze-dialog.tsx'
import type { DeskPart } from './desk-part.ts'
import { detailOf, NOW, summaryOf } from './sample.ts'
import { labelsOf } from './sample-labels.ts'
import { tasksOf } from './sample-tasks.ts'

const none = () => undefined
const putAll = (...all: ReturnType<typeof summaryOf>[]) => {
  summaries.value = new Map(all.map((each) => [each.id, each]))
}

/** Nothing is narrowed, saved or marked. */
export function beginLists(): void {
  views.value = []
  setFilter({})
  filterOpen.value = false
  markNone()
}

/** What orders an operator's day. */
export const DAY_PARTS: Record<string, DeskPart> = {
  'desk: labels of a conversation': {
    width: 320,
    draw: (locale) => {
      labels.value = labelsOf(locale)
      return <LabelsPart conversation={{ ...detailOf(locale), labels: ['lbl_1', 'lbl_2'] }} />
    },
  },
  'desk: rows with many marks': {
    width: 340,
    draw: (locale) => {
      labels.value = labelsOf(locale)
      const all = labels.value.map(({ id }) => id)
      const product = { name: summaryOf(locale).question } as never
      const due = { kind: 'reply', at: new Date(NOW - 21 * 60_000).toISOString(), level: 'missed' } as const
      const waits = { state: 'queued', operator: null, position: 3, due } as const
      return (
        <ul>
          {[
            { labels: all.slice(1, 2), product },
            { ...waits, labels: all.slice(0, 2), priority: 1 },
            { ...waits, labels: all, offeredTo: { id: 'usr_2', until: due.at } },
            { labels: all, snoozed: { until: due.at }, mark: 'abuse' as const, promotedTo: 'ans_1' },
          ].map((more, at) => (
            <li key={at}>
              <Row conversation={summaryOf(locale, more)} view="queue" open={false} />
            </li>
          ))}
        </ul>
      )
    },
  },
  'desk: several marked': {
    width: 340,
    height: 640,
    draw: (locale) => {
      putAll(summaryOf(locale, { id: 'cnv_2' }), summaryOf(locale, { id: 'cnv_3', labels: ['lbl_1'] }))
      labels.value = labelsOf(locale)
      views.value = (['solved', 'mine'] as const).map((list, at) => ({
        id: `vew_${at}`,
        site: 'tropa',
        name: labels.value[at]?.name ?? '',
        list,
        filter: at === 1 ? { label: 'lbl_1' } : {},
        shared: at === 0,
        own: true,
      }))
      mark(['cnv_3'], true)
      return <ConversationList view="mine" openId={null} />
    },
  },
  'desk: also open, and merged here': {
    width: 640,
    draw: (locale) => {
      const { question } = summaryOf(locale)
      const of = { id: 'cnv_2', question, createdAt: new Date(NOW - 86_400_000).toISOString() }
      const other = { ...of, state: 'waiting' as const, mayMerge: true }
      const detail = {
        ...detailOf(locale),
        alsoOpen: [other, { ...other, id: 'cnv_3', mayMerge: false }],
        merged: [{ ...of, lastSeq: 4 }],
      }
      return (
        <>
          <MergedHere detail={detail} mayPart />
          <AlsoOpen detail={detail} />
        </>
      )
    },
  },
  'desk: tasks': {
    width: 340,
    draw: (locale) => {
      const [late, open] = tasksOf(locale)
      return (
        <ul class="tasks">
          <TaskRow task={late} linked />
          <TaskRow task={open} />
        </ul>
      )
    },
  },
  'desk: a new task': {
    width: 640,
    height: 560,
    draw: (locale) => <TaskDialog detail={detailOf(locale)} onClose={none} />,
  },
  'desk: after solving': {
    width: 340,
    draw: () => {
      presence.value = {
        ...{ available: true, connected: true, active: 1, capacity: 4, setAwayBecause: null },
        wrapsUpMs: 25_000,
      }
      return <WrapUp />
    },
  },
  'desk: snoozing': {
    width: 640,
    height: 560,
    draw: (locale) => <SnoozeDialog detail={detailOf(locale)} onClose={none} onDone={none} />,
  },
}
