import type { ConversationSummary } from '#protocol'
import { useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { LabelChip } from './label-chip.tsx'
import { labels, labelsOn, mayLabel, setLabel } from './labels.ts'

/** The labels of a conversation, and the site's own to choose from. Where a site has none, nothing is shown. */
export function LabelsPart({ conversation }: { conversation: Pick<ConversationSummary, 'id' | 'site' | 'labels'> }) {
  const all = labels.value.filter((each) => each.site === conversation.site)
  const on = labelsOn(conversation)
  useActions(
    () => [
      {
        id: 'label',
        label: 'labels.choose',
        place: 'keys.conversation',
        enabled: () => all.length > 0,
        run: () => document.querySelector<HTMLElement>('.labels-part .more-menu > button')?.click(),
      },
    ],
    [all.length > 0],
  )
  if (all.length === 0) return null
  return (
    <section class="labels-part">
      <header class="labels-head">
        <h3>{t('labels.title')}</h3>
        <Menu
          label={t('labels.choose')}
          icon="tag"
          many
          groups={[
            {
              title: t('labels.choose'),
              items: all.map((each) => {
                const chosen = on.some(({ id }) => id === each.id)
                return {
                  id: each.id,
                  text: each.name,
                  chosen,
                  not: mayLabel(each) ? undefined : t('labels.leadsOnly'),
                  choose: () => void setLabel(conversation.id, each, !chosen),
                }
              }),
            },
          ]}
        />
      </header>
      {on.length > 0 ? (
        <ul class="labels-on">
          {on.map((each) => (
            <li key={each.id}>
              <LabelChip label={each}>
                {mayLabel(each) ? (
                  <button
                    type="button"
                    class="label-off"
                    aria-label={t('labels.takeOff', { name: each.name })}
                    onClick={() => void setLabel(conversation.id, each, false)}
                  >
                    <Icon name="x" />
                  </button>
                ) : null}
              </LabelChip>
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft">{t('labels.none')}</p>
      )}
    </section>
  )
}
