import { get, remove } from '../../http.ts'
import { go } from '../../routing.ts'
import { leads } from '../../session/session.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { SafeHtml } from '../../ui/markup.tsx'
import { Banner, Empty, Skeleton } from '../../ui/parts.tsx'
import { sayThenDo } from '../../ui/toasts.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { categoriesIn } from '../catalogue.ts'
import { libraryVersion } from '../library-news.ts'

/** Another shop's answer, as it is shown here: to read, and to show no more. */
export function SharedAnswerPage({ id }: { id: string }) {
  const loaded = useLoad(
    (stop) => get('/desk/answers/{id}', { params: { id }, signal: stop }),
    [id, libraryVersion.value],
  )
  const back = (
    <a class="button" href="/desk/library">
      {t('editor.back')}
    </a>
  )
  if (loaded.problem && !loaded.value)
    return (
      <Empty icon="alert" title={loaded.problem}>
        {back}
      </Empty>
    )
  if (!loaded.value) return <Skeleton tall />
  const { answer, html, owner } = loaded.value
  const under = categoriesIn(answer.locale).find(({ slug }) => slug === answer.category)
  function end(): void {
    go('/desk/library', { replace: true })
    sayThenDo(
      t('shared.ended'),
      () => void remove('/desk/shared-answers/{id}', { params: { id } }),
      () => go(`/desk/library/${id}`),
    )
  }
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1 lang={answer.locale}>{answer.question}</h1>
        <div class="page-acts">
          {back}
          {owner ? (
            <a class="button" href={`mailto:${owner.mail}?subject=${encodeURIComponent(answer.question)}`}>
              <Icon name="mail" /> {t('shared.ask')}
            </a>
          ) : null}
          {leads.value ? (
            <button type="button" class="button" onClick={end}>
              {t('shared.end')}
            </button>
          ) : null}
        </div>
      </header>
      <Banner tone="plain">
        {owner ? t('shared.explainedBy', { shop: owner.name }) : t('shared.explained')}{' '}
        {under ? t('shared.under', { category: under.title }) : null}
      </Banner>
      <section class="preview">
        <article lang={answer.locale}>
          <SafeHtml html={html} />
        </article>
      </section>
    </div>
  )
}
