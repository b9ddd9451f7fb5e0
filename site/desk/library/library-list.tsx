import { answersLocale, isLocale, isShownElsewhere } from '#shared'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Answer, AnswerState } from '../shapes.ts'
import { withQuery } from '../api.ts'
import { age } from '../dates.ts'
import { get } from '../http.ts'
import { go, query } from '../routing.ts'
import { leads } from '../session/session.ts'
import { useActions } from '../shell/keys.ts'
import { language, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { ANSWER_LANGUAGE_CODES } from '../ui/language-choice.tsx'
import { Banner, Choice, Empty, More, Skeleton } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { usePaged } from '../ui/use-paged.ts'
import { timeMark } from './care/in-time.ts'
import { categoriesIn, categoriesKnown } from './catalogue.ts'
import { counts, libraryVersion } from './library-news.ts'

const STATES: readonly AnswerState[] = ['published', 'draft', 'in_review', 'retired']
const FILTERS = ['state', 'locale', 'category', 'audience', 'text'] as const
const PER_PAGE = 40
const PAUSE_MS = 200

/** Every answer, by state, language, category and words. The filters stand in the address. */
export function LibraryList() {
  const field = useRef<HTMLInputElement>(null)
  const filter = Object.fromEntries(FILTERS.map((each) => [each, query.value.get(each) ?? '']))
  const list = usePaged(
    (page, stop) => get('/desk/answers', { query: { ...filter, perPage: PER_PAGE, page }, signal: stop }),
    (each) => each.id,
    [...Object.values(filter), libraryVersion.value],
  )
  const shared = useLoad((stop) => get('/desk/shared-answers', { signal: stop }), [libraryVersion.value])
  const fromOthers = (shared.value?.items ?? []).filter(
    ({ state, locale, category, audience, question }) =>
      Object.entries({ state, locale, category, audience }).every(
        ([name, is]) => !filter[name] || filter[name] === is,
      ) && question.toLocaleLowerCase().includes((filter.text ?? '').toLocaleLowerCase()),
  )
  const set = (part: Record<string, string>) =>
    go(withQuery('/desk/library', { ...filter, ...part }), { replace: true })
  const text = useSignal(filter.text ?? '')
  useEffect(() => {
    const timer = setTimeout(() => text.value !== filter.text && set({ text: text.value }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text.value])
  useActions(
    () => [
      {
        id: 'new-answer',
        label: 'keys.newAnswer',
        place: 'keys.libraryPlace',
        keys: [{ code: 'KeyN' }],
        run: () => go('/desk/library/new'),
      },
      {
        id: 'search-library',
        label: 'library.search',
        place: 'keys.libraryPlace',
        keys: [{ code: 'KeyF', alt: true }],
        run: () => field.current?.focus(),
      },
    ],
    [],
  )
  const filtered = Object.values(filter).some(Boolean)
  // Titles of categories that come later would make rows grow.
  const items = categoriesKnown() ? list.items : null
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.library')}</h1>
        <div class="page-acts">
          {leads.value ? (
            <>
              <a class="button" href="/desk/categories">
                <Icon name="archive" /> {t('categories.title')}
              </a>
              <a class="button" href="/desk/catalogue">
                <Icon name="tag" /> {t('catalogue.title')}
              </a>
            </>
          ) : null}
          <a class="button button-main" href="/desk/library/new">
            <Icon name="plus" /> {t('library.new')}
          </a>
        </div>
      </header>
      <div class="filters">
        <label class="search-box">
          <Icon name="search" />
          <input
            ref={field}
            type="search"
            value={text.value}
            placeholder={t('library.search')}
            aria-label={t('library.search')}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        </label>
        <Choice
          label={t('library.state')}
          value={filter.state ?? ''}
          options={[
            { value: '', text: t('ui.all') },
            ...STATES.map((each) => ({ value: each, text: t(`state.${each}`), count: counts.value[each] })),
          ]}
          onChoose={(state) => set({ state })}
        />
        <Choice
          label={t('answer.locale')}
          value={filter.locale ?? ''}
          options={[{ value: '', text: t('ui.all') }, ...ANSWER_LANGUAGE_CODES]}
          onChoose={(locale) => set({ locale })}
        />
        <Choice
          label={t('answer.audience')}
          value={filter.audience ?? ''}
          options={[
            { value: '', text: t('ui.all') },
            { value: 'public', text: t('answer.public') },
            { value: 'operators', text: t('answer.operators') },
          ]}
          onChoose={(audience) => set({ audience })}
        />
        <select
          class="input input-small"
          aria-label={t('answer.category')}
          value={filter.category}
          onChange={(event) => set({ category: event.currentTarget.value })}
        >
          <option value="">{t('library.allCategories')}</option>
          {categoriesIn(isLocale(filter.locale) ? filter.locale : answersLocale(language.value)).map((each) => (
            <option key={each.slug} value={each.slug}>
              {each.title}
            </option>
          ))}
        </select>
      </div>
      {list.problem ? <Banner tone="bad">{list.problem}</Banner> : null}
      {items === null ? (
        list.problem ? null : (
          <Skeleton tall />
        )
      ) : items.length === 0 ? (
        <Empty icon="bookOpen" title={t(filtered ? 'library.noneFit' : 'library.empty')}>
          {filtered ? (
            <button
              type="button"
              class="button"
              onClick={() => ((text.value = ''), go('/desk/library', { replace: true }))}
            >
              {t('library.clear')}
            </button>
          ) : null}
        </Empty>
      ) : (
        <ul class="answers">
          {items.map((each) => (
            <AnswerRow key={each.id} answer={each} />
          ))}
        </ul>
      )}
      {items ? <More shown={items.length} total={list.last?.total ?? 0} busy={list.busy} onMore={list.more} /> : null}
      {fromOthers.length > 0 ? (
        <>
          <h2>{t('shared.title')}</h2>
          <ul class="answers">
            {fromOthers.map((each) => (
              <AnswerRow key={each.id} answer={each} />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}

function AnswerRow({ answer }: { answer: Answer }) {
  return (
    <li>
      <a class="answer-row" href={`/desk/library/${answer.id}`}>
        <span class="answer-question" lang={answer.locale}>
          {answer.question}
        </span>
        <span class="answer-marks">
          {isShownElsewhere(answer.id) ? <span class="chip">{t('shared.mark')}</span> : <StateChip answer={answer} />}
          <span class="chip">{answer.locale.toUpperCase()}</span>
          {answer.audience === 'operators' ? (
            <span class="chip">
              <Icon name="slash" /> {answer.shortcut ? `/${answer.shortcut}` : t('answer.operators')}
            </span>
          ) : null}
          {answer.returnedWith ? <span class="chip chip-warn">{t('state.returned')}</span> : null}
          <span class="soft">
            {categoriesIn(answer.locale).find((each) => each.slug === answer.category)?.title ?? answer.category}
          </span>
        </span>
        <Outcomes of={answer.outcomes} />
        <time class="soft answer-age">{age(answer.updatedAt)}</time>
      </a>
    </li>
  )
}

export function StateChip({ answer }: { answer: Answer }) {
  const time = answer.liveRevision === null ? null : timeMark(answer)
  const tone = { draft: '', in_review: 'chip-warn', published: 'chip-good', retired: '' }[answer.state]
  return (
    <>
      <span class={`chip ${tone}`}>{t(`state.${answer.state}`)}</span>
      {answer.liveRevision !== null && answer.state !== 'published' ? (
        <span class="chip chip-good">{t('state.stillLive')}</span>
      ) : null}
      {time ? <span class={`chip ${time.tone}`}>{time.text}</span> : null}
    </>
  )
}

/** The share that helped, as a number and a bar; nothing is shown before anybody has said. */
function Outcomes({ of }: { of: Answer['outcomes'] }) {
  const said = (of?.helped ?? 0) + (of?.notHelped ?? 0)
  if (!of || said === 0)
    return <span class="outcomes soft">{of?.opened ? t('library.opened', { n: of.opened }) : ''}</span>
  const share = Math.round((of.helped / said) * 100)
  return (
    <span class="outcomes" title={t('library.helpedOf', { helped: of.helped, n: said })}>
      <meter min={0} max={100} low={50} optimum={100} value={share} aria-label={t('library.helped')} />
      {share} %
    </span>
  )
}
