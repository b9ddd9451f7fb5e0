import { useSignal } from '@preact/signals'
import { useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { ViewDialog } from './view-dialog.tsx'
import { openView, removeView, stepView, views, viewShown } from './views.ts'

/** Saved views under the lists, each one press away. Where nobody has saved one, nothing is shown. */
export function SavedViews() {
  const changes = useSignal(false)
  const shown = viewShown.value
  useActions(
    () =>
      views.value.length === 0
        ? []
        : [
            {
              id: 'next-view',
              label: 'views.next',
              place: 'keys.inbox',
              keys: [{ code: 'BracketRight', alt: true }],
              run: () => stepView(1),
            },
            {
              id: 'previous-view',
              label: 'views.previous',
              place: 'keys.inbox',
              keys: [{ code: 'BracketLeft', alt: true }],
              run: () => stepView(-1),
            },
          ],
    [views.value.length],
  )
  if (views.value.length === 0) return null
  return (
    <nav class="saved-views" aria-label={t('views.title')}>
      {views.value.map((each) => (
        <button
          key={each.id}
          type="button"
          class="saved-view"
          aria-pressed={each.id === shown?.id}
          onClick={() => openView(each)}
        >
          {each.shared ? <Icon name="users" /> : null}
          {each.name}
        </button>
      ))}
      {shown?.own ? (
        <Menu
          label={t('views.more', { name: shown.name })}
          groups={[
            {
              title: shown.name,
              items: [
                { id: 'change', text: t('views.change'), choose: () => (changes.value = true) },
                { id: 'remove', text: t('views.remove'), tone: 'bad', choose: () => void removeView(shown) },
              ],
            },
          ]}
        />
      ) : null}
      {changes.value && shown ? <ViewDialog saved={shown} onClose={() => (changes.value = false)} /> : null}
    </nav>
  )
}
