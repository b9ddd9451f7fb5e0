import type { FirstlineCall } from './firstline-call.ts'

type Host = Window & { Firstline?: FirstlineCall }

/** The widget's loader may arrive later: until then calls wait in the queue it reads, as on every page that embeds it. */
const host = window as Host
const call: FirstlineCall = (...values) => {
  if (!host.Firstline) {
    const queued: FirstlineCall = (...later) => void (queued.q ??= []).push(later)
    host.Firstline = queued
  }
  host.Firstline(...values)
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-open-chat]')) {
  button.addEventListener('click', () => {
    if (button.dataset.question) call('prefill', { question: button.dataset.question })
    call('open', 'person')
  })
}
