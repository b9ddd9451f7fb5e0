import { useSignal } from '@preact/signals'
import { type ConversationDetail, type Mark, MARKS } from '#protocol'
import { readFile, withQuery } from '../api.ts'
import { problemText } from '../problems.ts'
import { go } from '../routing.ts'
import { leads, me, site } from '../session/session.ts'
import { useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Menu, type MenuGroup } from '../ui/menu.tsx'
import { say } from '../ui/toasts.tsx'
import { put } from '../http.ts'
import { SnoozeDialog } from '../snoozing/snooze-dialog.tsx'
import { TaskDialog } from '../tasks/task-dialog.tsx'
import { BlockDialog } from './dialogs/block-dialog.tsx'
import { EraseDialog } from './dialogs/erase-dialog.tsx'
import { PRIORITIES, prioritize, priorityOf } from './priority.tsx'

/** Hands out what is kept of the visitor, as a file that can be read and passed on. */
async function exportVisitor(conversationId: string, withPrivate = false): Promise<void> {
  const path = `/api/desk/conversations/${encodeURIComponent(conversationId)}/export`
  const answered = await readFile(withPrivate ? `${path}?private=true` : path)
  if (!answered.ok) {
    say(problemText(answered.problem), { tone: 'bad' })
    return
  }
  const url = URL.createObjectURL(answered.value.content)
  const link = Object.assign(document.createElement('a'), { href: url, download: answered.value.name })
  link.click()
  URL.revokeObjectURL(url)
  say(t('privacy.exported', { file: link.download }))
}

async function markAs(detail: ConversationDetail, mark: Mark | null): Promise<void> {
  const answered = await put('/desk/conversations/{id}/mark', { params: { id: detail.id }, body: { mark } })
  if (!answered.ok) return say(problemText(answered.problem), { tone: 'bad' })
  say(t(mark ? `mark.done.${mark}` : 'mark.takenBack'))
}

/** What is done seldom with a conversation: its place in the queue, and what the law lets a visitor ask for. */
export function ConversationMenu({ detail }: { detail: ConversationDetail }) {
  const erasing = useSignal(false)
  const blocking = useSignal(false)
  const snoozing = useSignal(false)
  const tasking = useSignal(false)
  const mine = detail.operator?.id === me.value?.id
  const snoozable = detail.state === 'active' && (mine || leads.value)
  const queued = detail.state === 'queued'
  const next = PRIORITIES[(priorityOf(detail) + 1) % PRIORITIES.length] ?? 0
  const erasable = leads.value && detail.state === 'solved'
  useActions(
    () => [
      {
        id: 'prioritize',
        label: 'keys.prioritize',
        place: 'keys.conversation',
        keys: [{ code: 'KeyU', alt: true }],
        enabled: () => queued,
        run: () => void prioritize(detail, next),
      },
      {
        id: 'snooze',
        label: 'snooze.now',
        place: 'keys.conversation',
        keys: [{ code: 'KeyZ', alt: true }],
        enabled: () => snoozable,
        run: () => (snoozing.value = true),
      },
      {
        id: 'task',
        label: 'tasks.add',
        place: 'keys.conversation',
        keys: [{ code: 'KeyY', alt: true }],
        run: () => (tasking.value = true),
      },
      {
        id: 'mark-off-topic',
        label: 'mark.off_topic',
        place: 'keys.conversation',
        keys: [{ code: 'KeyN', alt: true }],
        run: () => void markAs(detail, detail.mark === 'off_topic' ? null : 'off_topic'),
      },
      {
        id: 'block-visitor',
        label: 'block.open',
        place: 'keys.conversation',
        run: () => (blocking.value = true),
      },
      {
        id: 'export-visitor',
        label: 'privacy.export',
        place: 'keys.conversation',
        enabled: () => leads.value,
        run: () => void exportVisitor(detail.id),
      },
      {
        id: 'erase-visitor',
        label: 'privacy.erase',
        place: 'keys.conversation',
        enabled: () => erasable,
        run: () => (erasing.value = true),
      },
    ],
    [detail.id, detail.mark, detail.priority, queued, erasable, snoozable],
  )
  const groups: MenuGroup[] = []
  if (queued) {
    groups.push({
      title: t('priority.title'),
      items: PRIORITIES.toReversed().map((priority) => ({
        id: `priority-${priority}`,
        text: t(`priority.choose.${priority}`),
        chosen: priority === priorityOf(detail),
        choose: () => void prioritize(detail, priority),
      })),
    })
  }
  if (snoozable) {
    groups.push({
      title: t('inbox.snoozed'),
      items: [{ id: 'snooze', text: t('snooze.open'), icon: 'clock', choose: () => (snoozing.value = true) }],
    })
  }
  groups.push({
    title: t('tasks.title'),
    items: [{ id: 'task', text: t('tasks.add'), icon: 'listChecks', choose: () => (tasking.value = true) }],
  })
  groups.push({
    title: t('visitor.title'),
    items: [
      ...MARKS.map((mark) => ({
        id: `mark-${mark}`,
        text: t(`mark.${mark}`),
        chosen: detail.mark === mark,
        choose: () => void markAs(detail, detail.mark === mark ? null : mark),
      })),
      { id: 'block', text: t('block.open'), icon: 'ban' as const, choose: () => (blocking.value = true) },
    ],
  })
  if (leads.value) {
    groups.push({
      title: t('nav.team'),
      items: [
        {
          id: 'journal',
          text: t('journal.open'),
          icon: 'scroll',
          choose: () => go(withQuery('/desk/team/journal', { conversation: detail.id })),
        },
      ],
    })
    groups.push({
      title: t('privacy.title'),
      items: [
        { id: 'export', text: t('privacy.export'), icon: 'download', choose: () => void exportVisitor(detail.id) },
        ...(site.value?.attributes.some((each) => each.private)
          ? [
              {
                id: 'export-private',
                text: t('told.exportPrivate'),
                icon: 'download' as const,
                choose: () => void exportVisitor(detail.id, true),
              },
            ]
          : []),
        {
          id: 'erase',
          text: t('privacy.erase'),
          icon: 'trash',
          tone: 'bad',
          not: erasable ? undefined : t('privacy.solveFirst'),
          choose: () => (erasing.value = true),
        },
      ],
    })
  }
  return (
    <>
      <Menu label={t('conversation.more')} groups={groups} />
      {snoozing.value ? (
        <SnoozeDialog
          detail={detail}
          onClose={() => (snoozing.value = false)}
          onDone={() => {
            if (mine) go('/desk/inbox/mine')
          }}
        />
      ) : null}
      {tasking.value ? <TaskDialog detail={detail} onClose={() => (tasking.value = false)} /> : null}
      {blocking.value ? <BlockDialog detail={detail} onClose={() => (blocking.value = false)} /> : null}
      {erasing.value ? <EraseDialog detail={detail} onClose={() => (erasing.value = false)} /> : null}
    </>
  )
}
