import { useSignal } from '@preact/signals'
import type { Locale } from '#shared'
import { get } from '../../http.ts'
import { t } from '../../texts.ts'
import { Banner, Skeleton } from '../../ui/parts.tsx'
import { useLoad } from '../../ui/use-load.ts'

const PLACEHOLDER = /\{\{\s*([^{}|\n]+?)\s*(?:\|([^{}\n]*))?\}\}/g

/** Every sentence a value stands in, in each language, with the value as it is typed now. */
export function FactUses({ name, said }: { name: string; said: Readonly<Record<Locale, string>> }) {
  const open = useSignal(false)
  if (name === '') return null
  return (
    <details class="fact-uses" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{t('facts.where')}</summary>
      {open.value ? <SentencesOf name={`value.${name}`} said={said} /> : null}
    </details>
  )
}

/** What unfolds. */
export function SentencesOf({ name, said }: { name: string; said: Readonly<Record<Locale, string>> }) {
  const uses = useLoad((stop) => get('/desk/facts/uses', { query: { name }, signal: stop }), [name])
  if (uses.problem) return <Banner tone="bad">{uses.problem}</Banner>
  if (!uses.value) return <Skeleton rows={2} />
  const { items, total } = uses.value
  if (total === 0) return <p class="field-hint">{t('facts.nowhere', { placeholder: `{{${name}|…}}` })}</p>
  return (
    <>
      <ul class="facts">
        {items.map((each) => (
          <li key={each.id} lang={each.locale}>
            <span>
              {each.sentences.map((sentence) => (
                <span class="fact-sentence" key={sentence}>
                  <Sentence sentence={sentence} name={name} said={said[each.locale]} />
                </span>
              ))}
            </span>
            <a href={`/desk/library/${each.id}`}>{each.question}</a>
          </li>
        ))}
      </ul>
      {total > items.length ? <p class="field-hint">{t('facts.more', { n: total - items.length })}</p> : null}
      <p class="field-hint">{t('facts.reread')}</p>
    </>
  )
}

/** As it will read; what else is a placeholder shows what stands for it. */
function Sentence({ sentence, name, said }: { sentence: string; name: string; said: string }) {
  const parts: (string | { value: string })[] = []
  let last = 0
  for (const { 0: whole, 1: of, 2: fallback, index } of sentence.matchAll(PLACEHOLDER)) {
    parts.push(sentence.slice(last, index))
    const shown = (of === name && said.trim()) || fallback?.trim() || whole
    parts.push(of === name ? { value: shown } : shown)
    last = index + whole.length
  }
  parts.push(sentence.slice(last))
  return <>{parts.map((part, at) => (typeof part === 'string' ? part : <mark key={at}>{part.value}</mark>))}</>
}
