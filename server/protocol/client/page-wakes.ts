import type { Link } from './link.ts'

/** What of a browser's page matters to a link. */
export interface PageOfLink {
  document: EventTarget & { readonly visibilityState: string }
  window: EventTarget
}

/** A frozen tab may have missed everything, and the browser knows at once what a socket learns after half a minute. */
export function wakeWithPage(
  link: Pick<Link<never>, 'wake' | 'hangUp' | 'sleep'>,
  page: PageOfLink,
  signal: AbortSignal,
): void {
  const wake = () => {
    if (page.document.visibilityState !== 'hidden') link.wake()
  }
  page.document.addEventListener('visibilitychange', wake, { signal })
  page.window.addEventListener('pageshow', wake, { signal })
  page.window.addEventListener('online', wake, { signal })
  page.window.addEventListener('offline', link.hangUp, { signal })
  // Into the back/forward cache: a frozen socket would be a ghost, and would keep the page out of the cache.
  page.window.addEventListener('pagehide', link.sleep, { signal })
}
