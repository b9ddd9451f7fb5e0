/**
 * The server puts it before the loader once a site sees who is on its pages: no other shop's page carries a byte of it. Waits until
 * the page is quiet, then loads the part that tells.
 */
import type { HostEvents } from '../host-api.ts'
import type { Watched, watch } from './watch.ts'

/** Written in by the build: the hash in the name of the part. */
declare const PARTS: { watch: string }
/** Written in by the server: the sites that do. */
declare const WATCHED: Record<string, Pick<Watched, 'asks' | 'off' | 'quiet'>>

const LATEST_MS = 5_000

const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]')
let said: boolean | undefined
let tell: ReturnType<typeof watch> | undefined

document.addEventListener('firstline:consent', (event) => {
  said = (event as CustomEvent<HostEvents['consent']>).detail
  tell?.(said)
})
document.addEventListener('firstline:ready', (event) => {
  const { site, theme } = (event as CustomEvent<HostEvents['ready']>).detail
  const own = WATCHED[site]
  if (!own || !script) return
  const { origin } = new URL(script.src)
  const load = async () => {
    const part = (await import(/* @vite-ignore */ `${origin}/widget/watch-${PARTS.watch}.js`)) as {
      watch: typeof watch
    }
    tell = part.watch({ origin, site, theme, ...own })
    if (said !== undefined) tell(said)
  }
  // A page that is never idle, or that is not drawn just now, is told of as well.
  if ('requestIdleCallback' in window) window.requestIdleCallback(() => void load(), { timeout: LATEST_MS })
  else setTimeout(load)
})
