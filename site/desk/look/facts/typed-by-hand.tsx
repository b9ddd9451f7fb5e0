import { useSignal } from '@preact/signals'
import { get } from '../../http.ts'
import { t } from '../../texts.ts'
import { Banner, Skeleton } from '../../ui/parts.tsx'
import { useLoad } from '../../ui/use-load.ts'

/** What looks like a value or a contact of the shop and would stay as it is when that changes. */
export function TypedByHand() {
  const open = useSignal(false)
  return (
    <details class="fact-uses" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{t('facts.byHand')}</summary>
      {open.value ? <Found /> : null}
    </details>
  )
}

function Found() {
  const found = useLoad((stop) => get('/desk/facts/by-hand', { signal: stop }), [])
  if (found.problem) return <Banner tone="bad">{found.problem}</Banner>
  if (!found.value) return <Skeleton rows={3} />
  const { items, total } = found.value
  if (total === 0) return <p class="field-hint">{t('facts.noneByHand')}</p>
  return (
    <>
      <p class="field-hint">{t('facts.byHandHint')}</p>
      <ul class="facts">
        {items.map((each) => (
          <li key={`${each.id} ${each.fact}`} lang={each.locale}>
            <span>
              <a href={`/desk/library/${each.id}`}>{each.question}</a>
              <span class="fact-sentence">{each.sentence}</span>
            </span>
            <span class="soft">{t('facts.like', { found: each.found, placeholder: `{{${each.fact}}}` })}</span>
          </li>
        ))}
      </ul>
      {total > items.length ? <p class="field-hint">{t('facts.more', { n: total - items.length })}</p> : null}
    </>
  )
}
