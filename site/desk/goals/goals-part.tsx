import { get } from '../http.ts'
import { t } from '../texts.ts'
import { useLoad } from '../ui/use-load.ts'

/** What visitors did that the shop wants, and how often after a conversation, an answer or an invitation. Without any nothing is shown. */
export function GoalsPart({ days }: { days: '7' | '28' | '90' }) {
  const goals = useLoad((stop) => get('/desk/goals', { query: { days }, signal: stop }), [days]).value
  if (!goals || goals.items.length === 0) return null
  return (
    <figure class="card">
      <figcaption>
        <h2>{t('goals.title')}</h2>
      </figcaption>
      <table class="table table-stacks">
        <thead>
          <tr>
            <th scope="col">{t('goals.name')}</th>
            <th scope="col">{t('goals.total')}</th>
            <th scope="col">{t('goals.afterTalk')}</th>
            <th scope="col">{t('goals.afterAnswer')}</th>
            <th scope="col">{t('goals.afterInvitation')}</th>
          </tr>
        </thead>
        <tbody>
          {goals.items.map((each) => (
            <tr key={each.name}>
              <th scope="row">{each.name === 'order' ? t('goals.order') : each.name}</th>
              <td data-label={t('goals.total')}>{each.total}</td>
              <td data-label={t('goals.afterTalk')}>{each.afterTalk}</td>
              <td data-label={t('goals.afterAnswer')}>{each.afterAnswer}</td>
              <td data-label={t('goals.afterInvitation')}>{each.afterInvitation}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft">{t('goals.about')}</p>
    </figure>
  )
}
