import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Notice } from '#protocol'
import { notices } from '../inbox/lists/conversations.ts'
import { connection, reconnectNow } from '../live.ts'
import { configures, leads } from '../session/session.ts'
import { isTextKey, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'

interface Said {
  code: string
  text: string
  /** Where one can look into it. */
  href: string | null
}

/** In the words of who reads it: an admin is told what to set. Codes of newer servers, without words here, are left out. */
function said(notice: Notice): Said[] {
  const values = { n: notice.values?.count ?? 0, ...notice.values }
  // Where nothing waits for a mail server, only whoever can set one up needs to know.
  const idle = notice.code === 'mail_off' && values.n === 0
  const plain = idle ? 'notice.mail_off.idle' : `notice.${notice.code}`
  const mine = `${plain}.admin`
  const key = configures.value && isTextKey(mine) ? mine : plain
  return isTextKey(key) ? [{ code: notice.code, text: t(key, values), href: placeOf(notice) }] : []
}

function placeOf({ code, values }: Notice): string | null {
  if (code === 'target_missed') return '/desk/now'
  if (code === 'feed_broken') return '/desk/catalogue'
  if (code === 'target_soon') return leads.value ? '/desk/now' : '/desk/inbox/mine'
  if (code === 'mail_undelivered' && values?.conversation && leads.value)
    return `/desk/inbox/solved/${values.conversation}`
  return null
}

/** What does not work just now, behind one sign of the rail: it comes and goes without moving what somebody reads or writes. */
export function Notices() {
  const open = useSignal(false)
  const box = useRef<HTMLDivElement>(null)
  const all = notices.value.flatMap(said)
  function close(): void {
    open.value = false
    box.current?.querySelector('button')?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the button and the links inside it
    <div
      class="notices"
      ref={box}
      onKeyDown={(event) => {
        if (!open.value || event.key !== 'Escape') return
        event.preventDefault()
        close()
      }}
      onFocusOut={(event) => {
        if (!box.current?.contains(event.relatedTarget as Node | null)) open.value = false
      }}
    >
      <p class="unseen" role="status">
        {all.map((each) => each.text).join(' ')}
      </p>
      {all.length > 0 ? (
        <button
          type="button"
          class="rail-item rail-notices"
          aria-expanded={open.value}
          onClick={() => (open.value = !open.value)}
        >
          <Icon name="alert" />
          <span class="rail-label">{t('notice.title')}</span>
          <span class="count">{all.length}</span>
        </button>
      ) : null}
      {open.value && all.length > 0 ? (
        <ul class="notice-list" tabIndex={-1}>
          {all.map((each) => (
            <li class="notice" key={each.code}>
              <Icon name="alert" />
              {each.href ? (
                <a href={each.href} onClick={() => (open.value = false)}>
                  {each.text}
                </a>
              ) : (
                <span>{each.text}</span>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

/** Stands over the screen, where short words are said, for as long as there is no line. */
export function LostLine() {
  if (connection.value !== 'lost') return null
  return (
    <div class="toast toast-bad">
      <Icon name="alert" />
      <span>{t('connection.lostMore')}</span>
      <button type="button" class="button button-small" onClick={reconnectNow}>
        {t('connection.now')}
      </button>
    </div>
  )
}
