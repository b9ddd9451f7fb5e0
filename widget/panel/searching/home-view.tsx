import { isLocale } from '#shared'
import { h } from 'preact'
import { useRef } from 'preact/hooks'
import { HitList } from './hit-list.tsx'
import { Icon } from '../icon.tsx'
import { live } from '../live.ts'
import { usePanel } from '../panel-state.ts'
import { PersonFoot } from '../person-foot.tsx'
import { Results } from './results.tsx'
import type { Search } from './search.ts'
import { Failed, Skeleton } from '../waiting.tsx'

/** The field, what was found for it, and before anything is typed the answers that fit this page. */
export const HomeView = live(function HomeView({ search }: { search: Search }) {
  const panel = usePanel()
  const field = useRef<HTMLInputElement>(null)
  const { say, locale } = panel.speech.value
  const context = panel.context.value
  const looking = search.found.value !== null || search.failed.value || panel.query.value.trim() !== ''
  // Until the first words have found something, what the page offers stays.
  const found = search.found.value || search.failed.value || search.submitted.value
  const submit = async (event: Event) => {
    event.preventDefault()
    const found = await search.submit()
    if (found?.intent === 'person') {
      // The wish itself is no question to begin with.
      panel.query.value = ''
      panel.go({ name: 'person' })
    } else if (found?.verdict === 'answer' && found.hits[0]) panel.go({ name: 'answer', id: found.hits[0].id })
  }
  return (
    <>
      <div class="lead">
        {!looking && <h1 class="greeting">{context?.site.greeting || say('home.greeting')}</h1>}
        <search>
          <form class="field" onSubmit={submit}>
            <Icon name="search" />
            <input
              ref={field}
              data-focus
              type="search"
              enterkeyhint="search"
              autocomplete="off"
              maxLength={2000}
              aria-label={say('home.search')}
              placeholder={say('home.placeholder')}
              value={panel.query.value}
              onInput={(event) => {
                panel.query.value = event.currentTarget.value
              }}
            />
            {panel.query.value && (
              <button
                type="button"
                class="plain"
                aria-label={say('home.clear')}
                onClick={() => {
                  panel.query.value = ''
                  field.current?.focus()
                }}
              >
                <Icon name="close" />
              </button>
            )}
          </form>
        </search>
        {!isLocale(locale) && <p>{say('home.answersIn')}</p>}
      </div>
      <div class="scroll" tabIndex={-1}>
        {looking && found ? <Results search={search} /> : <Offered />}
      </div>
      <PersonFoot onAsk={search.settle} centre={!looking} />
    </>
  )
})

const Offered = live(function Offered() {
  const panel = usePanel()
  const { say, locale } = panel.speech.value
  const suggested = panel.suggested.value
  const context = panel.context.value
  const hits = suggested ?? context?.hits
  if (panel.contextFailed.value && !hits) return <Failed again={() => void panel.loadContext()} />
  if (!hits) return <Skeleton />
  if (hits.length === 0) return null
  return (
    <section>
      {(!suggested && context?.product && panel.sold.value?.(h, context.product, locale)) || (
        <h2 class="label">{say(suggested ? 'home.suggested' : 'home.forPage')}</h2>
      )}
      <HitList hits={hits.slice(0, 6)} />
    </section>
  )
})
