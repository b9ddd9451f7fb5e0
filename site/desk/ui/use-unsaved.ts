import { useEffect } from 'preact/hooks'
import { askBeforeLeaving } from '../routing.ts'
import { t } from '../texts.ts'

/** Asks before unsaved work is left, inside the desk and when the tab closes. */
export function useUnsaved(dirty: boolean): void {
  useEffect(() => {
    askBeforeLeaving(dirty ? () => confirm(t('editor.leave')) : null)
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    if (dirty) addEventListener('beforeunload', stay)
    return () => {
      askBeforeLeaving(null)
      removeEventListener('beforeunload', stay)
    }
  }, [dirty])
}
