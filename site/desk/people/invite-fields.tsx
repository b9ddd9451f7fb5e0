import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { LinesField } from '../ui/parts.tsx'

type Invite = Site['invite']

/** Whether operators may invite whom they see to talk. Off until the owner wants it, and only where visitors are seen. */
export function InviteFields(props: {
  invite: Invite
  problems: Readonly<Record<string, string>>
  onChange: (invite: Invite) => void
}) {
  const { invite } = props
  const quiet = Object.entries(props.problems).find(([field]) => field.startsWith('invite.quiet'))?.[1]
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={invite.on}
          onChange={({ currentTarget }) => props.onChange({ ...invite, on: currentTarget.checked })}
        />
        {t('invite.on')}
      </label>
      <p class="field-hint">{t('invite.onHint')}</p>
      {invite.on ? (
        <LinesField
          label={t('invite.quiet')}
          hint={t('invite.quietHint')}
          problem={quiet}
          rows={3}
          value={invite.quiet}
          onChange={(quiet) => props.onChange({ ...invite, quiet })}
        />
      ) : null}
    </>
  )
}
