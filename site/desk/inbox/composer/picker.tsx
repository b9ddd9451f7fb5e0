import { useEffect } from 'preact/hooks'
import type { TemplateHit } from '../../shapes.ts'
import type { ConversationDetail } from '#protocol'
import { get, post } from '../../http.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Listbox } from '../../ui/listbox.tsx'
import { useLoad } from '../../ui/use-load.ts'
import type { PickingState } from './picking.ts'
import { TemplateText } from './template-text.tsx'

interface Listed {
  of: string
  hits: readonly TemplateHit[]
}

export const PICKER = 'picker'
const PAUSE_MS = 60
const REST_MS = 150

/** Templates that fit what was typed and this conversation, best first. Focus stays in the text. */
export function Picker(props: {
  picking: PickingState
  conversation: ConversationDetail
  left: number
  onInsert: (hit: TemplateHit) => void
}) {
  const { picking, conversation } = props
  const now = picking.now.value
  const typed = now?.typed ?? ''
  const links = now?.wants === 'link'
  const found = useLoad<Listed>(
    (stop) =>
      get('/desk/templates', {
        query: { q: typed, links, conversation: conversation.id, locale: conversation.locale },
        signal: stop,
      }).then((answered) => (answered.ok ? { ok: true, value: { of: typed, hits: answered.value.items } } : answered)),
    [typed, links, conversation.id],
    { pauseMs: typed ? PAUSE_MS : 0 },
  )
  const list = found.value
  useEffect(() => {
    const taken = list ? picking.listed(list.of, list.hits) : null
    if (taken) props.onInsert(taken)
  }, [list])
  useEffect(() => {
    if (found.problem) picking.listed(typed, [])
  }, [found.problem])

  const shown = now?.wants === 'template' ? now.hits?.[now.chosen] : undefined
  // As it would be inserted here, once somebody rests on it.
  const asks = shown?.text.includes('{{') ? shown.id : null
  const filled = useLoad<{ of: string; text: string }>(
    asks === null
      ? null
      : (stop) =>
          post('/desk/templates/{id}/fill', {
            params: { id: asks },
            body: { conversationId: conversation.id },
            signal: stop,
          }).then((answered) =>
            answered.ok ? { ok: true, value: { of: asks, text: answered.value.text } } : answered,
          ),
    [asks, conversation.id],
    { pauseMs: REST_MS },
  ).value
  if (!now) return null
  return (
    <div class="picker menu" style={{ left: `${props.left}px` }}>
      {now.hits === null ? (
        <p class="picker-said">{t('ui.loading')}</p>
      ) : now.hits.length === 0 ? (
        <p class="picker-said">{found.problem ?? t('picker.none', { typed })}</p>
      ) : (
        <Listbox
          id={PICKER}
          label={t(now.wants === 'link' ? 'picker.links' : 'picker.label')}
          chosen={now.chosen}
          onPoint={picking.point}
          options={now.hits.map((hit) => ({
            key: hit.id,
            choose: () => props.onInsert(hit),
            content: (
              <>
                <span class="picker-title">
                  <Icon name={hit.audience === 'operators' ? 'slash' : 'bookOpen'} />
                  {hit.title}
                  {hit.shortcut ? <kbd>/{hit.shortcut}</kbd> : null}
                </span>
                <span class="picker-excerpt">
                  <TemplateText text={hit.text} />
                </span>
              </>
            ),
          }))}
        />
      )}
      {shown ? (
        <div class="picker-preview" aria-hidden="true">
          <TemplateText text={filled?.of === shown.id ? filled.text : shown.text} />
        </div>
      ) : null}
      <p class="picker-keys" aria-hidden="true">
        <kbd>↑</kbd>
        <kbd>↓</kbd> {t('picker.choose')} <kbd>Enter</kbd>{' '}
        {t(now.wants === 'link' ? 'picker.insertLink' : 'picker.insert')} <kbd>Esc</kbd> {t('picker.keep')}
      </p>
    </div>
  )
}
