import type { ComponentType } from 'preact'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { t } from '../texts.ts'
import { Empty, Skeleton } from './parts.tsx'

/** A screen whose code is fetched when it is first opened: the inbox does not wait for the library. */
export function Later({ load }: { load: () => Promise<ComponentType> }) {
  const page = useSignal<{ Page: ComponentType } | 'failed' | null>(null)
  useEffect(() => {
    load().then(
      (Page) => {
        page.value = { Page }
      },
      () => {
        page.value = 'failed'
      },
    )
  }, [load])
  if (page.value === 'failed') {
    return (
      <Empty icon="alert" title={t('ui.pageFailed')}>
        <button type="button" class="button" onClick={() => location.reload()}>
          {t('ui.reload')}
        </button>
      </Empty>
    )
  }
  return page.value ? <page.value.Page /> : <Skeleton tall />
}
