import { useEffect } from 'preact/hooks'
import { useSignal, type Signal } from '@preact/signals'
import type { TemplateHit } from '../../shapes.ts'
import type { ConversationDetail } from '#protocol'
import { get } from '../../http.ts'
import { problemText } from '../../problems.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Listbox } from '../../ui/listbox.tsx'
import { TemplateText } from './template-text.tsx'

export const PICKER = 'picker'

export interface Picking {
  wants: 'template' | 'link'
  start: number
  end: number
  typed: string
  chosen: number
  hits: readonly TemplateHit[] | null
  /** What `hits` were asked for; null: nothing yet. */
  of: string | null
  /** Enter came before the list did: its first is inserted when it comes. */
  taken: boolean
}

/** Templates that fit what was typed and this conversation, best first. Focus stays in the text. */
export function Picker(props: {
  picking: Signal<Picking | null>
  conversation: ConversationDetail
  left: number
  onInsert: (hit: TemplateHit) => void
}) {
  const problem = useSignal<string | null>(null)
  const typed = props.picking.value?.typed ?? ''
  useEffect(() => {
    const stop = new AbortController()
    const query = {
      q: typed,
      links: props.picking.value?.wants === 'link',
      conversation: props.conversation.id,
      locale: props.conversation.locale,
    }
    const timer = setTimeout(
      async () => {
        const answered = await get('/desk/templates', { query, signal: stop.signal })
        if (stop.signal.aborted || !props.picking.value) return
        problem.value = answered.ok ? null : problemText(answered.problem)
        const hits = answered.ok ? answered.value.items : []
        const { taken } = props.picking.value
        props.picking.value = { ...props.picking.value, hits, of: typed, chosen: 0, taken: false }
        if (taken && hits[0]) props.onInsert(hits[0])
      },
      typed ? 60 : 0,
    )
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [typed, props.picking.value?.wants, props.conversation.id])

  const now = props.picking.value
  if (!now) return null
  const shown = now.wants === 'template' ? now.hits?.[now.chosen] : undefined
  return (
    <div class="picker menu" style={{ left: `${props.left}px` }}>
      {now.hits === null ? (
        <p class="picker-said">{t('ui.loading')}</p>
      ) : now.hits.length === 0 ? (
        <p class="picker-said">{problem.value ?? t('picker.none', { typed })}</p>
      ) : (
        <Listbox
          id={PICKER}
          label={t(now.wants === 'link' ? 'picker.links' : 'picker.label')}
          chosen={now.chosen}
          onPoint={(chosen) => (props.picking.value = { ...now, chosen })}
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
          <TemplateText text={shown.text} />
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
