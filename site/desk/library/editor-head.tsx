import type { Answer } from '../shapes.ts'
import { dayAndTime } from '../dates.ts'
import { leads } from '../session/session.ts'
import { keyFor } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { StateChip } from './library-list.tsx'

/** What state the answer is in, who brought it there, and the next step. */
export function EditorHead(props: {
  answer: Answer | null
  dirty: boolean
  busy: boolean
  onSave: () => void
  onSubmit: () => void
  onRetire: (() => void) | null
}) {
  const { answer, dirty, busy } = props
  const submits = !answer || answer.state === 'draft' || dirty
  return (
    <header class="page-head editor-head">
      <div class="editor-title">
        <a class="button-icon" href="/desk/library" aria-label={t('editor.back')}>
          <Icon name="arrowLeft" />
        </a>
        <h1 class={answer ? 'unseen' : ''}>{t(answer ? 'editor.title' : 'library.new')}</h1>
        {answer ? (
          <p class="editor-facts">
            <StateChip answer={answer} />
            <span class="soft">
              {t('editor.revision', { n: answer.revision, name: answer.author.name, at: dayAndTime(answer.updatedAt) })}
            </span>
            {answer.approvedBy &&
            answer.state === 'published' &&
            (answer.selfApproved || answer.approvedBy.id !== answer.author.id) ? (
              <span class="soft">
                {t(answer.selfApproved ? 'editor.selfApproved' : 'editor.approved', { name: answer.approvedBy.name })}
              </span>
            ) : null}
            {answer.liveRevision !== null && answer.audience === 'public' ? (
              <a href={`/${answer.locale}/${answer.category}/${answer.slug}`} target="_blank" rel="noopener">
                {t('editor.page')} <Icon name="externalLink" />
              </a>
            ) : null}
            {answer.from ? <a href={`/desk/inbox/solved/${answer.from}`}>{t('answer.conversation')}</a> : null}
          </p>
        ) : null}
      </div>
      <div class="form-buttons">
        {answer?.state === 'in_review' && leads.value && !dirty ? (
          <a class="button button-main" href={`/desk/review/${answer.id}`}>
            <Icon name="listChecks" /> {t('editor.toReview')}
          </a>
        ) : null}
        {leads.value && answer?.state === 'published' && !dirty && props.onRetire ? (
          <button type="button" class="button" disabled={busy} onClick={props.onRetire}>
            <Icon name="archive" /> {t('editor.retire')}
          </button>
        ) : null}
        <button
          type="button"
          class="button"
          disabled={busy || (!dirty && Boolean(answer))}
          title={keyFor('save-answer')}
          onClick={props.onSave}
        >
          {t('ui.save')}
        </button>
        {submits ? (
          <button
            type="button"
            class="button button-main"
            disabled={busy}
            title={keyFor('submit-answer')}
            onClick={props.onSubmit}
          >
            <Icon name="send" /> {t('editor.submit')}
          </button>
        ) : null}
      </div>
    </header>
  )
}
