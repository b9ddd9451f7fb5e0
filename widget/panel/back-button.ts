import { effect, type Signal } from '../signal.ts'

/** Where the window covers the whole page. */
export const PHONE = '(max-width:559px),(max-height:479px)'

const isOurs = () => history.state?.firstline

/** Over the whole page the window is a page of its own: Back leaves it, not the shop. */
export function closeByBack(open: Signal<boolean>, close: () => void, life: AbortSignal): () => void {
  // Back has already left our entry.
  addEventListener('popstate', () => !isOurs() && close(), { signal: life })
  return effect(() => {
    if (!open.value || !matchMedia(PHONE).matches) return
    // A router's own state stays in the entry, so that it finds the same page in both. A frame may have no history.
    try {
      if (!isOurs()) history.pushState({ ...history.state, firstline: 1 }, '')
    } catch {}
    return () => isOurs() && history.back()
  })
}

/** Reloaded while the window was a page of its own. */
export const wasOpenHere = () => !matchMedia(PHONE).matches || isOurs()
