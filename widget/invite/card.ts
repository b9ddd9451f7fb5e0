/**
 * The card by which somebody at the desk asks a visitor to talk. Loaded once an invitation has come. It takes no focus, makes no
 * sound and waits while the visitor is busy; closed, it does not come again in this visit.
 */
import type { InterfaceLocale } from '#shared'
import { texts as de } from '../locales/de/invite.ts'
import { texts as en } from '../locales/en/invite.ts'
import { texts as ru } from '../locales/ru/invite.ts'
import type { InviteTexts } from '../locales/keys.ts'
import css from './card.css?inline'
import type { HostEvents, InitOptions } from '../host-api.ts'
import { type Told, readTold } from './read-told.ts'

interface Given {
  site: string
  theme: InitOptions['theme']
  /** Source of an expression: paths on which no card is shown. */
  quiet: string
  /** To an address of the API; null: nobody answered. */
  post(path: string, body: object): Promise<Response | null>
}

const TEXTS: { [L in InterfaceLocale]: InviteTexts<L> } = { ru, en, de }
const WRITES = 'input,textarea,select,iframe,[contenteditable]'
const CLOSE = 'M18 6 6 18M6 6l12 12'
const SVG = 'http://www.w3.org/2000/svg'

/** Returns what is told every few seconds which invitation stands for the visit that goes on; null: none. */
export function invitationCard({
  site,
  theme,
  quiet,
  post,
}: Given): (id: string | null, visit: string) => Promise<void> {
  let visit = ''
  const stored = (name: string, area: 'localStorage' | 'sessionStorage' = 'localStorage') => ({
    get: () => window[area].getItem(`firstline:${site}:${name}`),
    set: (value: string) => window[area].setItem(`firstline:${site}:${name}`, value),
  })
  const over = new Set<string>()
  let shown: { id: string; box: HTMLElement; field: HTMLTextAreaElement; close(): void } | undefined
  let asking = false

  const host = () => document.querySelector<HTMLElement>('firstline-help')
  const isTalking = () => /queued|active|waiting/.test(window.Firstline?.getStatus().conversation ?? '')
  /** In a form, in the checkout, in the panel or in a conversation nobody is spoken to. */
  const isBusy = () => {
    const at = document.activeElement
    return (
      RegExp(quiet).test(location.pathname) ||
      window.Firstline?.getStatus().open !== false ||
      isTalking() ||
      !!host()?.shadowRoot?.querySelector<HTMLElement>('.launcher')?.hidden ||
      !!(at && at !== host() && at.matches(WRITES))
    )
  }
  const remove = () => {
    if (!shown) return
    const { box, field } = shown
    // Whoever wrote while it was taken away finds their words in the panel.
    if (field.value.trim()) window.Firstline?.('prefill', { question: field.value.trim() })
    box.remove()
    removeEventListener('keydown', onKey)
    shown = undefined
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !window.Firstline?.getStatus().open) shown?.close()
  }
  const tab = () => {
    const kept = stored('tab', 'sessionStorage')
    const own = kept.get() ?? crypto.randomUUID()
    kept.set(own)
    return own
  }

  const draw = (id: string, told: Told, locale: InterfaceLocale) => {
    const root = host()?.shadowRoot
    if (!root) return
    const say = (key: keyof typeof en) => TEXTS[locale][key].replace('{name}', told.face.name)
    const close = () => {
      over.add(id)
      if (shown) shown.field.value = ''
      remove()
      tell('closed')
      void post(`/widget/invitations/${id}/close`, { visit })
    }
    const box = make('section', 'invitation')
    box.setAttribute('role', 'region')
    box.ariaLabel = say('invite.from')
    const words = make('p', 'words')
    words.ariaLive = 'polite'
    const field = make('textarea', '')
    field.ariaLabel = field.placeholder = say('invite.answer')
    field.rows = 1
    field.maxLength = 4_000
    const send = make('button', 'send', say('invite.send'))
    const problem = make('p', 'problem')
    problem.setAttribute('role', 'alert')
    const form = make('form', '')
    form.append(field, send)
    const consent = told.consent && consentOf(told.consent, say('invite.more'))
    box.append(headOf(told, say('invite.close'), close), words, ...(consent ? [consent.line] : []), form, problem)
    const answer = async () => {
      const text = field.value.trim()
      if (!text) return field.focus()
      if (consent && !consent.agrees()) return void (problem.textContent = say('invite.agree'))
      problem.textContent = ''
      send.disabled = true
      const begun = await begin(id, text, told.consent?.version)
      send.disabled = false
      if (begun === 'failed') return void (problem.textContent = say('invite.failed'))
      over.add(id)
      if (begun === 'answered') {
        field.value = ''
        tell('answered')
      }
      remove()
      // Whoever asked has gone meanwhile: the panel says who is there.
      window.Firstline?.('open', 'person')
    }
    form.onsubmit = (event) => {
      event.preventDefault()
      void answer()
    }
    field.onkeydown = (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      void answer()
    }
    dress(root, theme)
    root.append(box)
    addEventListener('keydown', onKey)
    shown = { id, box, field, close }
    tell('shown')
    // Said once it stands there: a reader of the screen hears what changes.
    setTimeout(() => (words.textContent = told.text))
  }

  const begin = async (id: string, text: string, agreed?: string): Promise<'answered' | 'failed' | 'gone'> => {
    try {
      const { locale } = window.Firstline!.getStatus()
      if (!(Date.parse(stored('expires').get() ?? '') > Date.now())) {
        const made = await (await post('/visitors', { locale }))!.json()
        stored('token').set(made.token)
        stored('expires').set(made.expiresAt)
      }
      const { timeZone = null } = Intl.DateTimeFormat().resolvedOptions()
      const body = { visit, text, timeZone, agreed, clientMessageId: `cmi_${id.slice(4)}` }
      const answered = await post(`/widget/invitations/${id}/answer`, body)
      if (answered?.status === 404) return 'gone'
      const { conversation } = await answered!.json()
      if (!answered?.ok || typeof conversation !== 'string') return 'failed'
      stored('conversation').set(conversation)
      // As another tab would be told.
      dispatchEvent(new StorageEvent('storage', { key: `firstline:${site}:conversation` }))
      return 'answered'
    } catch {
      return 'failed'
    }
  }

  return async (id, now) => {
    visit = now
    if (shown && (shown.id !== id || isTalking() || !shown.box.isConnected)) remove()
    if (shown) shown.box.hidden = RegExp(quiet).test(location.pathname)
    if (!id || shown || asking || over.has(id) || isBusy()) return
    asking = true
    try {
      const { locale } = window.Firstline!.getStatus()
      const answer = await post(`/widget/invitations/${id}/show`, { visit, locale, tab: tab() })
      // Another tab shows it.
      if (answer?.status === 404) over.add(id)
      const told = answer?.ok ? readTold(await answer.json()) : null
      if (told) draw(id, told, locale)
    } catch {
      // Told again in a few seconds.
    } finally {
      asking = false
    }
  }
}

/** What came of it, for the page and the analytics it runs. */
function tell(what: HostEvents['invitation']['what']): void {
  document.dispatchEvent(new CustomEvent('firstline:invitation', { detail: { what }, bubbles: true }))
  void import('../goals/tell-goal.ts').then((part) => part.tellGoal(`invitation_${what}`, {}))
}

const dressed = new WeakSet<ShadowRoot>()
function dress(root: ShadowRoot, theme: InitOptions['theme']): void {
  const host = root.host as HTMLElement
  if (dressed.has(root)) return
  dressed.add(root)
  const night = matchMedia('(prefers-color-scheme:dark)')
  const has = (name: string) => host.style.getPropertyValue(name)
  // The panel says its colours better, once it is there.
  const painted = has('--brand-accent') !== ''
  const paint = () => {
    const isDark = theme === 'dark' || (theme !== 'light' && night.matches)
    host.dataset.theme = isDark ? 'dark' : 'light'
    if (!painted) host.style.setProperty(isDark ? '--brand-accent-dark' : '--brand-accent', has('--launcher'))
  }
  paint()
  night.addEventListener('change', paint)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
}

function headOf({ face, automatic }: Told, closes: string, close: () => void): HTMLElement {
  const head = make('header', '')
  const portrait = make('span', 'portrait', face.initials)
  portrait.ariaHidden = 'true'
  portrait.style.setProperty('--hue', `${face.hue}`)
  if (face.photo) {
    const photo = make('img', '')
    photo.alt = ''
    // Where the page's policy keeps pictures out, the initials stay.
    photo.onerror = () => photo.remove()
    photo.src = face.photo
    portrait.append(photo)
  }
  const who = make('span', 'who')
  who.append(
    make('b', '', face.name),
    ...[face.role, automatic].flatMap((text) => (text ? [make('small', '', text)] : [])),
  )
  const button = make('button', 'close')
  button.type = 'button'
  button.ariaLabel = closes
  button.onclick = close
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', CLOSE)
  svg.append(line)
  button.append(svg)
  head.append(portrait, who, button)
  return head
}

function consentOf({ text, link, tick }: NonNullable<Told['consent']>, more: string) {
  const line = make('label', '')
  const box = make('input', '')
  box.type = 'checkbox'
  const words = make('span', '', text)
  if (link) {
    const leads = make('a', '', more)
    leads.href = link
    leads.target = '_blank'
    leads.rel = 'noopener'
    words.append(' ', leads)
  }
  line.append(...(tick ? [box] : []), words)
  return { line, agrees: () => !tick || box.checked }
}

function make<T extends keyof HTMLElementTagNameMap>(tag: T, className: string, text = ''): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
