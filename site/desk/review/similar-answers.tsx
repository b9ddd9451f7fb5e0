import { percent } from '../figures.ts'
import { get } from '../http.ts'
import { t } from '../texts.ts'
import { useLoad } from '../ui/use-load.ts'

/** Published answers that say much the same: one of them may want these words instead. */
export function SimilarAnswers({ id, lang }: { id: string; lang: string }) {
  const similar = useLoad((stop) => get('/desk/answers/{id}/similar', { params: { id }, signal: stop }), [])
  const items = similar.value?.items ?? []
  if (items.length === 0) return null
  return (
    <section class="review-more">
      <h3>{t('review.similar')}</h3>
      <ul>
        {items.map((each) => (
          <li key={each.id}>
            <a href={`/desk/library/${each.id}`} lang={lang}>
              {each.question}
            </a>{' '}
            <span class="soft">{t('review.alike', { share: percent(each.likeness) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
