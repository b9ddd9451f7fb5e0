import { dayAndTime } from '../../dates.ts'
import type { VisitorCard as Card } from '../../shapes.ts'
import { isTextKey, t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Reason } from '../../ui/reason.tsx'

/** In which list of the desk it is opened. */
export const listOf = (state: string) => (state === 'queued' ? 'queue' : state === 'active' ? 'mine' : state)

/** What the visitor asked and did, newest first. */
export function CardHistory({ card, onOpen }: { card: Card; onOpen: () => void }) {
  return (
    <>
      <section>
        <h3>{t('card.conversations', { n: card.conversations.length + card.others })}</h3>
        <ul class="facts">
          {card.conversations.map((each) => (
            <li key={each.id}>
              <a href={`/desk/inbox/${listOf(each.state)}/${each.id}`} onClick={onOpen}>
                {each.question}
              </a>
              <span class="soft">
                {dayAndTime(each.createdAt)}
                {each.byMail ? ` · ${t('card.byMail')}` : ''}
                {each.stars === null ? '' : ` · ${t('packet.stars', { n: each.stars })}`}
                {each.mark === null ? '' : ` · ${t(`mark.${each.mark}`)}`}
              </span>
              {each.ratingComment ? <q>{each.ratingComment}</q> : null}
            </li>
          ))}
        </ul>
        {card.others > 0 ? <p class="soft">{t('card.others', { n: card.others })}</p> : null}
      </section>
      {card.visits.length > 0 ? (
        <section>
          <h3>{t('card.visits')}</h3>
          <ul class="facts">
            {card.visits.map((each, index) => {
              const did = `card.did.${each.kind}`
              return (
                <li key={index}>
                  <span class="searched">
                    {isTextKey(did) ? t(did) : each.kind} {each.query ? <q>{each.query}</q> : null}
                  </span>{' '}
                  {each.answerId ? (
                    <a href={`/desk/library/${each.answerId}`} onClick={onOpen}>
                      <Icon name="bookOpen" /> {t('card.answer')}
                    </a>
                  ) : null}
                  <span class="soft">{dayAndTime(each.at)}</span>
                  {each.reason ? <Reason reason={each.reason} /> : null}
                </li>
              )
            })}
          </ul>
        </section>
      ) : null}
    </>
  )
}
