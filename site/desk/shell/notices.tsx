import { connection, reconnectNow } from '../live.ts'
import { notices } from '../inbox/conversations.ts'
import { isTextKey, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'

/** What does not work just now, said where everybody sees it and without alarm. */
export function Notices() {
  const said = notices.value.flatMap((notice) => {
    const key = `notice.${notice.code}`
    return isTextKey(key)
      ? [{ code: notice.code, text: t(key, { n: notice.values?.count ?? 0, ...notice.values }) }]
      : []
  })
  if (connection.value !== 'lost' && said.length === 0) return null
  return (
    <div class="notices" role="status">
      {connection.value === 'lost' ? (
        <p class="notice notice-line">
          <Icon name="alert" />
          {t('connection.lostMore')}
          <button type="button" class="button button-small" onClick={reconnectNow}>
            {t('connection.now')}
          </button>
        </p>
      ) : null}
      {said.map((each) => (
        <p class="notice" key={each.code}>
          <Icon name="alert" /> {each.text}
        </p>
      ))}
    </div>
  )
}
