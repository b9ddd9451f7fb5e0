import { useSignal } from '@preact/signals'
import type { ConversationDetail } from '#protocol'
import { dayAndTime } from '../../dates.ts'
import { get, post, remove } from '../../http.ts'
import { problemText } from '../../problems.ts'
import { leads, me } from '../../session/session.ts'
import type { VisitorCard as Card } from '../../shapes.ts'
import { isTextKey, t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Banner, Skeleton } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoad } from '../../ui/use-load.ts'
import { AttributesPart } from '../../visitor-facts/attributes-part.tsx'
import { CardHistory } from './card-history.tsx'

/** All that is known of a visitor, in one place: who they are, what colleagues noted, what they asked and how it went. */
export function VisitorCard({ detail, onClose }: { detail: ConversationDetail; onClose: () => void }) {
  const params = { id: detail.id }
  const loaded = useLoad((stop) => get('/desk/conversations/{id}/visitor', { params, signal: stop }), [detail.id])
  const card = loaded.value
  return (
    <Dialog title={card?.names[0] ?? detail.visitor.name ?? t('inbox.visitor')} onClose={onClose}>
      {card ? (
        <div class="visitor-card">
          <Who card={card} />
          <AttributesPart conversationId={detail.id} />
          <Notes card={card} conversationId={detail.id} onChange={loaded.again} />
          <SamePerson card={card} conversationId={detail.id} onChange={loaded.again} />
          <CardHistory card={card} onOpen={onClose} />
        </div>
      ) : loaded.problem ? (
        <Banner tone="bad">{loaded.problem}</Banner>
      ) : (
        <Skeleton rows={6} />
      )}
    </Dialog>
  )
}

function Who({ card }: { card: Card }) {
  const { blocked, marks } = card
  return (
    <>
      {blocked ? (
        <Banner tone="warn">
          {t('card.blocked')} {blocked.until ? t('block.until', { at: dayAndTime(blocked.until) }) : t('block.forGood')}
        </Banner>
      ) : null}
      <dl class="pairs">
        <dt>{t('packet.identity')}</dt>
        <dd class="break">{card.verifiedIds.length > 0 ? card.verifiedIds.join(', ') : t('packet.unverified')}</dd>
        {card.names.length > 1 ? (
          <>
            <dt>{t('card.names')}</dt>
            <dd class="break">{card.names.join(', ')}</dd>
          </>
        ) : null}
        {card.mails.length > 0 ? (
          <>
            <dt>{t('packet.mail')}</dt>
            <dd class="break">{card.mails.join(', ')}</dd>
          </>
        ) : null}
        <dt>{t('card.first')}</dt>
        <dd>{dayAndTime(card.firstAt)}</dd>
        {marks.abuse + marks.off_topic > 0 ? (
          <>
            <dt>{t('card.marks')}</dt>
            <dd>{t('card.marked', { abuse: marks.abuse, offTopic: marks.off_topic })}</dd>
          </>
        ) : null}
      </dl>
    </>
  )
}

function Notes({ card, conversationId, onChange }: { card: Card; conversationId: string; onChange: () => void }) {
  const text = useSignal('')
  const params = { id: conversationId }
  const adding = useAction(() => post('/desk/conversations/{id}/visitor/notes', { params, body: { text: text.value } }))
  async function add(): Promise<void> {
    if (text.value.trim() === '' || !(await adding.run())) return
    text.value = ''
    onChange()
  }
  async function drop(note: Card['notes'][number]): Promise<void> {
    const gone = await remove('/desk/conversations/{id}/visitor/notes/{noteId}', {
      params: { ...params, noteId: note.id },
    })
    if (!gone.ok) return say(problemText(gone.problem), { tone: 'bad' })
    onChange()
    say(t('card.noteGone'), {
      undo: () =>
        void post('/desk/conversations/{id}/visitor/notes', { params, body: { text: note.text } }).then(onChange),
    })
  }
  return (
    <section>
      <h3>{t('card.notes')}</h3>
      <ul class="facts">
        {card.notes.map((note) => (
          <li key={note.id}>
            <p class="card-note break">{note.text}</p>
            <p class="soft card-note-by">
              {note.by.name}, {dayAndTime(note.createdAt)}
              {leads.value || note.by.id === me.value?.id ? (
                <button
                  type="button"
                  class="button-icon"
                  aria-label={t('card.noteRemove')}
                  onClick={() => void drop(note)}
                >
                  <Icon name="trash" />
                </button>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      <form
        class="card-add"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <textarea
          class="input"
          rows={2}
          maxLength={2_000}
          aria-label={t('card.noteNew')}
          placeholder={t('card.noteNew')}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
        <button type="submit" class="button button-small" disabled={adding.busy || text.value.trim() === ''}>
          <Icon name="plus" /> {t('card.noteAdd')}
        </button>
      </form>
      {adding.problem ? (
        <Banner tone="bad" live>
          {adding.problem}
        </Banner>
      ) : null}
    </section>
  )
}

/** Ids that belong together, and those that perhaps do. Whatever is joined can be taken apart. */
function SamePerson({ card, conversationId, onChange }: { card: Card; conversationId: string; onChange: () => void }) {
  if (card.joins.length === 0 && card.alike.length === 0) return null
  const params = { id: conversationId }
  async function join(other: string): Promise<void> {
    const answered = await post('/desk/conversations/{id}/visitor/joins', { params, body: { conversationId: other } })
    if (!answered.ok) return say(problemText(answered.problem), { tone: 'bad' })
    onChange()
    say(t('card.joined'))
  }
  async function part(joinId: string): Promise<void> {
    const answered = await remove('/desk/conversations/{id}/visitor/joins/{joinId}', { params: { ...params, joinId } })
    if (!answered.ok) return say(problemText(answered.problem), { tone: 'bad' })
    onChange()
    say(t('card.parted'))
  }
  return (
    <section>
      <h3>{t('card.samePerson')}</h3>
      <ul class="facts">
        {card.joins.map((each) => {
          const how = `card.how.${each.how}`
          return (
            <li key={each.id}>
              <span>
                {isTextKey(how) ? t(how, { name: each.byName ?? '', at: dayAndTime(each.createdAt) }) : each.how}
              </span>{' '}
              <button type="button" class="button button-small" onClick={() => void part(each.id)}>
                <Icon name="rotate" /> {t('card.part')}
              </button>
            </li>
          )
        })}
        {card.alike.map((each) => (
          <li key={each.conversationId}>
            <span class="break">{t('card.alike', { mail: each.mail, question: each.question })}</span>{' '}
            <button type="button" class="button button-small" onClick={() => void join(each.conversationId)}>
              <Icon name="users" /> {t('card.join')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
