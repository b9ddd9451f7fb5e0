import { now, weekdayAndTime } from '../dates.ts'
import { summaries } from '../inbox/heard.ts'
import { operators } from '../inbox/lists/conversations.ts'
import { labels, mayLabel } from '../labels/labels.ts'
import { choices } from '../snoozing/choices.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { assignMarked, labelMarked, snoozeMarked, solveMarked } from './acts.ts'
import { mark, marked, markNone } from './marked.ts'

/** Over the list, while several are marked: what can be done with all of them. */
export function TogetherBar({ shown }: { shown: readonly string[] }) {
  const n = marked.value.size
  const all = [...marked.value].flatMap((id) => summaries.value.get(id) ?? [])
  const sites = new Set(all.map(({ site }) => site))
  const theirs = labels.value.filter(({ site }) => sites.has(site))
  const held = all.every(({ state }) => state === 'active')
  const open = all.every(({ state }) => state !== 'solved')
  return (
    <div class="together" role="toolbar" aria-label={t('together.marked', { n })}>
      <span class="together-count" aria-live="polite">
        {t('together.marked', { n })}
      </span>
      <button type="button" class="button button-small button-quiet" onClick={() => mark(shown, true)}>
        {t('together.all')}
      </button>
      {n > 0 ? (
        <>
          {theirs.length > 0 ? (
            <Menu
              label={t('together.label')}
              icon="tag"
              many
              groups={[
                {
                  title: t('together.label'),
                  items: theirs.map((each) => ({
                    id: each.id,
                    text: each.name,
                    chosen: all.every(({ labels: on = [] }) => on.includes(each.id)),
                    not: mayLabel(each) ? undefined : t('labels.leadsOnly'),
                    choose: () => void labelMarked(each),
                  })),
                },
              ]}
            />
          ) : null}
          {open && operators.value.length > 1 ? (
            <Menu
              label={t('together.assign')}
              icon="transfer"
              groups={[
                {
                  title: t('together.assign'),
                  items: operators.value.map((each) => ({
                    id: each.id,
                    text: `${each.name} · ${t('transfer.load', { n: each.active, capacity: each.capacity })}`,
                    not: each.connected ? undefined : t('transfer.offline'),
                    choose: () => assignMarked(each),
                  })),
                },
              ]}
            />
          ) : null}
          {held ? (
            <Menu
              label={t('together.snooze')}
              icon="clock"
              groups={[
                {
                  title: t('together.snooze'),
                  items: choices(now.peek()).map(({ choice, until }) => ({
                    id: choice,
                    text: `${t(`snooze.choice.${choice}`)}${until ? ` · ${weekdayAndTime(until)}` : ''}`,
                    choose: () => void snoozeMarked(until),
                  })),
                },
              ]}
            />
          ) : null}
          {open ? (
            <button type="button" class="button button-small" onClick={solveMarked}>
              <Icon name="check" /> {t('together.solve')}
            </button>
          ) : null}
        </>
      ) : null}
      <button type="button" class="button-icon" aria-label={t('together.end')} onClick={markNone}>
        <Icon name="x" />
      </button>
    </div>
  )
}
