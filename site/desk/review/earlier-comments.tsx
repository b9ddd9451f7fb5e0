import { dayAndTime } from '../dates.ts'
import { get } from '../http.ts'
import { t } from '../texts.ts'
import { useLoad } from '../ui/use-load.ts'

/** What leads said of it before it came back. */
export function EarlierComments({ id }: { id: string }) {
  const revisions = useLoad((stop) => get('/desk/answers/{id}/revisions', { params: { id }, signal: stop }), [])
  const said = (revisions.value?.items ?? []).filter(({ act, comment }) => act === 'returned' && comment)
  if (said.length === 0) return null
  return (
    <section class="review-more">
      <h3>{t('review.earlier')}</h3>
      <ul>
        {said.map((each) => (
          <li key={each.revision}>
            <q>{each.comment}</q>{' '}
            <span class="soft">
              {each.author.name} · {dayAndTime(each.at)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
