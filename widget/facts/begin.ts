/**
 * The server puts it before the loader once a shop wants to be told of its visitors: no other shop's page carries a byte of it. Takes
 * the page's words out of the queue, and the later ones before the loader hears them. Loads the part that tells on the first.
 */
import type { AttributeForm } from '#shared'
import type { FirstlineGlobal, HostEvents } from '../host-api.ts'
import type { beginTelling, Tell } from './facts.ts'

/** Written in by the build: the hash in the name of the part. */
declare const PARTS: { facts: string }
/** Written in by the server: what each shop wants to be told. */
declare const TOLD: Record<string, AttributeForm[]>

const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]')
const ready = new Promise<string>((isReady) => {
  const heard = (event: Event) => isReady((event as CustomEvent<HostEvents['ready']>).detail.site)
  document.addEventListener('firstline:ready', heard, { once: true })
})
let telling: Promise<Tell> | undefined

async function begin(): Promise<Tell> {
  const site = await ready
  const { origin } = new URL(script!.src)
  const part = (await import(/* @vite-ignore */ `${origin}/widget/facts-${PARTS.facts}.js`)) as {
    beginTelling: typeof beginTelling
  }
  return part.beginTelling({ origin, site, own: TOLD[site] ?? [] })
}
const isOurs = (verb: unknown) => verb === 'setAttributes' || verb === 'setContext' || verb === 'goal'
const tell: Tell = (verb, given, more) => {
  if (verb !== 'reset') telling ??= begin()
  void telling?.then((told) => told(verb, given, more))
}

const page = window.Firstline
if (script && !page?.getStatus) {
  const queue = [...(page?.q ?? [])]
  if (page?.q) page.q = queue.filter((call) => !isOurs(call[0]))
  for (const call of queue) if (isOurs(call[0])) tell(call[0] as 'setContext', call[1], call[2])
  // By then the loader has run.
  queueMicrotask(() => {
    const loader = window.Firstline
    if (!loader?.getStatus) return
    const run = (verb: string, ...values: unknown[]) => {
      if (isOurs(verb) || verb === 'reset') tell(verb as 'reset', values[0], values[1])
      return isOurs(verb) ? undefined : (loader as unknown as (...call: unknown[]) => unknown)(verb, ...values)
    }
    const verbs = (['setAttributes', 'setContext', 'goal', 'reset'] as const).map((verb) => [
      verb,
      (...values: unknown[]) => run(verb, ...values),
    ])
    window.Firstline = Object.assign(run, loader, Object.fromEntries(verbs)) as FirstlineGlobal
  })
}
