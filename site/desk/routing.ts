import { computed, signal } from '@preact/signals'

/** Where the person is, as the address says: every screen can be linked to, reloaded and gone back from. */
export const address = signal(location.pathname + location.search)
export const segments = computed(() =>
  (address.value.split('?')[0] ?? '').split('/').filter(Boolean).slice(1).map(decodeURIComponent),
)
export const query = computed(() => new URLSearchParams(address.value.split('?')[1] ?? ''))

let leaveQuestion: (() => boolean) | null = null
/** An editor with unsaved work asks before another screen replaces it; null takes the question back. */
export function askBeforeLeaving(mayLeave: (() => boolean) | null): void {
  leaveQuestion = mayLeave
}

export function go(to: string, how: { replace?: boolean } = {}): void {
  if (to === address.value) return
  if (leaveQuestion && !how.replace && !leaveQuestion()) return
  leaveQuestion = null
  history[how.replace ? 'replaceState' : 'pushState'](null, '', to)
  address.value = to
}

export function startRouting(): void {
  addEventListener('popstate', () => {
    address.value = location.pathname + location.search
  })
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!link || !plain || link.target || link.origin !== location.origin || !link.pathname.startsWith('/desk')) return
    // A place on this very page: the browser's own business.
    if (link.hash && link.pathname + link.search === address.value) return
    event.preventDefault()
    go(link.pathname + link.search)
  })
}
