import type { ComponentType } from 'preact'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { t } from '../texts.ts'
import { Empty, Skeleton } from './parts.tsx'

/** A part that is seldom needed: fetched once it is (`wanted`), null until then. */
export function useLater<Props>(
  wanted: boolean,
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> | null {
  const part = useSignal<{ Part: ComponentType<Props> } | null>(null)
  useEffect(() => {
    if (!wanted || part.peek()) return
    // What cannot be fetched now is asked for again with the next wish.
    load().then(
      (Part) => {
        part.value = { Part }
      },
      () => {},
    )
  }, [wanted])
  return wanted ? (part.value?.Part ?? null) : null
}

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
