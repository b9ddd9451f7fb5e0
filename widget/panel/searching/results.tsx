import { answersLocale, foldWords } from '#shared'
import type { SearchResponse } from '#protocol'
import { HitList } from './hit-list.tsx'
import { Icon } from '../icon.tsx'
import { live } from '../live.ts'
import { usePanel } from '../panel-state.ts'
import type { Search } from './search.ts'
import { Failed, Skeleton } from '../waiting.tsx'

/** What the verdict says: one answer near, a few that may be it, or honestly none. */
export const Results = live(function Results({ search }: { search: Search }) {
  const panel = usePanel()
  const { say, locale } = panel.speech.value
  const lang = answersLocale(locale)
  const found = search.found.value
  if (search.failed.value) return <Failed again={() => void search.submit()} />
  if (!found) return <Skeleton />
  const { verdict, hits, intent, searched, product } = found
  const none = verdict === 'escalate'
  const repaired = none ? null : repairedText(found, search.foundFor.value)
  const best = verdict === 'answer' ? hits[0] : undefined
  // Nothing fits: then nothing is shown. Of several only those that come near the first; what fits the page as it is.
  const rest = none ? [] : hits.slice(best ? 1 : 0).filter(({ score }) => !searched || score > hits[0]!.score / 2)
  const reply = intent && !none ? say(intent === 'thanks' ? 'results.welcome' : 'results.hello') : null
  const refusal = say(intent ? 'person.name' : 'results.none')
  const open = (id: string) => {
    search.settle()
    panel.go({ name: 'answer', id })
  }
  return (
    <div class="results" aria-busy={search.busy.value}>
      {reply && <p class="greeting">{reply}</p>}
      {repaired && <p class="repaired">{say('results.repaired', { text: repaired })}</p>}
      {product && (
        <a class="best" href={product.url} target="_blank" rel="noopener">
          <b lang={lang}>{product.name}</b>
          <span>
            {product.price.toLocaleString(locale)}&nbsp;₽ · {product.sku}
          </span>
          <em>
            {say('answer.page')} <Icon name="leave" />
          </em>
        </a>
      )}
      {best && (
        <section>
          <h2 class="label">{say('results.best')}</h2>
          <button type="button" class="best" onClick={() => open(best.id)}>
            <b lang={lang}>{best.question}</b>
            <span lang={lang}>{best.excerpt}</span>
            <em>
              {say('results.read')} <Icon name="next" />
            </em>
          </button>
        </section>
      )}
      {none && (
        <section class="none">
          <h2>{refusal}</h2>
          <p>{say('results.noneNext')}</p>
          <button
            type="button"
            class="primary"
            onClick={() => {
              search.settle()
              panel.go({ name: 'person' })
            }}
          >
            <Icon name="person" /> {say('outcome.person')}
          </button>
        </section>
      )}
      {rest.length > 0 && (
        <section>
          <h2 class="label">{say(best ? 'results.more' : searched ? 'results.several' : 'home.forPage')}</h2>
          <HitList hits={rest} excerpts={!best} onOpen={search.settle} />
        </section>
      )}
      <p class="unseen" role="status">
        {search.typing.value
          ? null
          : none
            ? refusal
            : (reply ?? `${say('results.name')}: ${rest.length + (best ? 1 : 0)}`)}
      </p>
    </div>
  )
})

/** The question as it was understood, where that is not what was typed. */
export function repairedText(
  { repaired, searched }: Pick<SearchResponse, 'repaired' | 'searched'>,
  typed: string,
): string | null {
  const understood = repaired.reduce((text, { from, to }) => text.replace(from, to), searched)
  return repaired.length > 0 && foldWords(understood) !== foldWords(typed) ? understood : null
}
