import { remove } from '../http.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'
import type { Invitation } from './here.ts'
import { invitationWords } from './visit-words.ts'

/** The invitation of a visit: to be made, or how it stands and the way to take it back. */
export function InvitePart(props: { invitation: Invitation | undefined; onInvite: () => void; onChange: () => void }) {
  const { invitation } = props
  const takeBack = async (id: string) => {
    const answered = await remove('/desk/visitors/{id}/invitation', { params: { id } })
    if (!answered.ok) say(problemText(answered.problem), { tone: 'bad' })
    props.onChange()
  }
  return (
    <div class="invite-actions">
      {invitation ? <span class="visit-invited">{invitationWords(invitation)}</span> : null}
      {invitation?.ending === null ? (
        <button type="button" class="button button-small" onClick={() => void takeBack(invitation.visit)}>
          {t('invite.takeBack')}
        </button>
      ) : (
        <button type="button" class="button" onClick={props.onInvite}>
          {t('invite.open')}
        </button>
      )}
    </div>
  )
}
