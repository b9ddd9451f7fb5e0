/** On the page a letter's link leads to: asks for the conversation, keeps it where the widget looks, and shows it. */
import type { InterfaceLocale } from '#shared'

type Host = { Firstline?: { (...call: unknown[]): void; q?: unknown[] } }

const page = document.querySelector<HTMLElement>('[data-letter]')
const link = location.hash.slice(1)

if (page?.dataset.letter === 'opened') openPanel()
else if (page && link) void openConversation(page, link, document.documentElement.lang as InterfaceLocale)
else if (page?.dataset.letter === 'link') show(page, 'expired')

async function openConversation(at: HTMLElement, token: string, locale: InterfaceLocale): Promise<void> {
  show(at, 'opening')
  // Whoever looks at the history or the address afterwards finds no key there.
  history.replaceState(null, '', location.pathname)
  const answered = await fetch(`/api/letters/open?locale=${locale}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ link: token }),
  }).catch(() => null)
  if (!answered?.ok)
    return show(at, answered && answered.status < 500 && answered.status !== 429 ? 'expired' : 'failed')
  const opened: { token: string; expiresAt: string; conversation: string; site: string } = await answered.json()
  try {
    const keep = (name: string, value: string | null) => {
      const key = `firstline:${opened.site}:${name}`
      if (value === null) localStorage.removeItem(key)
      else localStorage.setItem(key, value)
    }
    keep('token', opened.token)
    keep('expires', opened.expiresAt)
    keep('conversation', opened.conversation)
    for (const name of ['identity', 'read']) keep(name, null)
  } catch {
    return show(at, 'failed')
  }
  location.replace(`${location.pathname}?opened=1`)
}

function openPanel(): void {
  const host = window as Host
  host.Firstline ??= Object.assign((...call: unknown[]) => void (host.Firstline!.q ??= []).push(call), {})
  host.Firstline('open', 'person')
}

function show(at: HTMLElement, state: string): void {
  for (const each of at.querySelectorAll<HTMLElement>('[data-state]')) each.hidden = each.dataset.state !== state
}
