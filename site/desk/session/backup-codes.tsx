import { me } from './session.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toasts.tsx'

/** Shown once: to be copied or kept as a file. */
export function BackupCodes({ codes }: { codes: readonly string[] }) {
  const text = codes.join('\n')
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      say(t('ui.copied'))
    } catch {
      say(t('account.copyByHand'), { tone: 'bad' })
    }
  }
  function download(): void {
    const file = `${t('account.backupFile', { mail: me.value?.mail ?? '' })}\n\n${text}\n`
    const url = URL.createObjectURL(new Blob([file], { type: 'text/plain' }))
    Object.assign(document.createElement('a'), { href: url, download: 'firstline-backup-codes.txt' }).click()
    URL.revokeObjectURL(url)
  }
  return (
    <div class="field">
      <span class="field-label">{t('account.totpBackup')}</span>
      <pre class="backup-codes">{text}</pre>
      <div class="form-buttons">
        <button type="button" class="button button-small" onClick={() => void copy()}>
          <Icon name="copy" /> {t('ui.copy')}
        </button>
        <button type="button" class="button button-small" onClick={download}>
          <Icon name="download" /> {t('account.backupDownload')}
        </button>
      </div>
    </div>
  )
}
