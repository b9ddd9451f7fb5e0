import type { FirstlineCall } from './firstline-call.ts'

/** The widget's loader may arrive later: until then calls wait in the queue it reads, as on every page that embeds it. */
const host = window as unknown as { Firstline?: FirstlineCall }
if (!host.Firstline) {
  const queued: FirstlineCall = (...values) => {
    queued.q = [...(queued.q ?? []), values]
  }
  host.Firstline = queued
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-open-chat]')) {
  button.addEventListener('click', () => {
    if (button.dataset.question) host.Firstline?.('prefill', { question: button.dataset.question })
    host.Firstline?.('open', 'person')
  })
}
