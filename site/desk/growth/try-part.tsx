import { answersLocale, type Locale } from '#shared'
import { useSignal } from '@preact/signals'
import type { Match } from '../shapes.ts'
import { fullDay } from '../dates.ts'
import { percent } from '../figures.ts'
import { get } from '../http.ts'
import { language, t } from '../texts.ts'
import { ANSWER_LANGUAGES } from '../ui/language-choice.tsx'
import { Banner, Choice } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'

const PAUSE_MS = 120

/** A question asked as a visitor would, with the verdict and the reason for it in plain words. */
export function TryPart() {
  const q = useSignal('')
  const locale = useSignal<Locale>(answersLocale(language.peek()))
  const asked = q.value.trim()
  const match = useLoad(
    asked ? (stop) => get('/desk/match', { query: { q: asked, locale: locale.value }, signal: stop }) : null,
    [asked, locale.value],
    { pauseMs: PAUSE_MS },
  )
  return (
    <section class="part">
      <div class="part-head">
        <p class="soft">{t('try.text')}</p>
        <Choice
          label={t('answer.locale')}
          value={locale.value}
          options={ANSWER_LANGUAGES}
          onChoose={(chosen) => (locale.value = chosen)}
        />
      </div>
      <input
        class="input try-input"
        lang={locale.value}
        value={q.value}
        placeholder={t('try.placeholder')}
        aria-label={t('try.placeholder')}
        onInput={(event) => (q.value = event.currentTarget.value)}
      />
      {asked && match.problem ? <Banner tone="bad">{match.problem}</Banner> : null}
      {match.value && asked ? <Outcome match={match.value} /> : null}
    </section>
  )
}

/** A word without the sign that stood beside it in the sentence. */
const bare = (word: string) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')

function Outcome({ match }: { match: Match }) {
  const { because } = match
  return (
    <div class="card" aria-live="polite">
      <h2>
        {t(`try.${match.verdict}`)}{' '}
        <span class="soft">{t('try.confidence', { share: percent(match.confidence) })}</span>
      </h2>
      <ul class="because">
        {match.repaired.length > 0 ? (
          <li>
            {t('try.repaired', {
              list: match.repaired.map((each) => `${bare(each.from)} → ${bare(each.to)}`).join(', '),
            })}
          </li>
        ) : null}
        {because.words.length > 0 ? <li>{t('try.words', { list: because.words.join(', ') })}</li> : null}
        {because.phrasing ? (
          <li>
            {because.phrasing.at
              ? t('try.phrasingOf', { text: because.phrasing.text, at: fullDay(because.phrasing.at) })
              : t('try.phrasing', { text: because.phrasing.text })}
          </li>
        ) : null}
        {because.meaning ? (
          <li>
            {because.meaning.at
              ? t('try.meaningOf', { text: because.meaning.text, at: fullDay(because.meaning.at) })
              : t('try.meaning', { text: because.meaning.text })}
          </li>
        ) : null}
        {because.missing?.length ? <li>{t('try.missing', { list: because.missing.join(', ') })}</li> : null}
        {because.learnt ? <li>{t('try.learnt', { text: because.learnt })}</li> : null}
        {match.degraded ? <li>{t('notice.search_degraded')}</li> : null}
      </ul>
      <ol class="facts try-hits">
        {match.hits.map((hit) => (
          <li key={hit.id}>
            <a href={`/desk/library/${hit.id}`}>{hit.question}</a>
            <span class="soft">{hit.excerpt}</span>
          </li>
        ))}
      </ol>
      {match.hits.length === 0 ? <p class="soft">{t('try.nothing')}</p> : null}
    </div>
  )
}
