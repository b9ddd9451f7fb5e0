import '../../site/styles/fonts.css'
import '../../site/styles/tokens.css'
import '../../site/styles/unseen.css'
import '../../site/desk/styles/desk.css'
import './parts.css'
import { render } from 'preact'
import { isInterfaceLocale } from '#shared'
import { chooseLanguage } from '../../site/desk/texts.ts'
import { answerFromSamples, askedFor } from './api-stub.ts'
import { DESK_PAGES } from './desk-pages.tsx'
import { beginAnew, DESK_PARTS } from './desk-parts.tsx'
import { showWidget, WIDGET_PARTS } from './widget-parts.tsx'

/** `/desk/_parts?locale=ru&theme=dark#desk: buttons`: one part in one state; the list leads to all of them. */
const asked = new URLSearchParams(location.search)
const given = asked.get('locale')
const locale = isInterfaceLocale(given) ? given : 'en'
const theme = asked.get('theme') === 'dark' ? 'dark' : 'light'
/** What is asked of the samples is there after one of them, and drawn after the next. */
const FRAMES = 4
const DESK = { ...DESK_PARTS, ...DESK_PAGES }
const names = [...Object.keys(DESK), ...Object.keys(WIDGET_PARTS)]
const nav = document.getElementById('names') as HTMLElement
const stage = document.getElementById('stage') as HTMLElement

document.documentElement.dataset['theme'] = theme
document.documentElement.lang = locale
chooseLanguage(locale)
answerFromSamples(locale)

/** Shows a part; resolves when its fonts are there and it has been drawn with what it asked for. */
async function show(name: string): Promise<void> {
  const fresh = document.createElement('div')
  fresh.className = 'stage-part'
  render(null, stage.firstElementChild ?? stage)
  stage.replaceChildren(fresh)
  const part = DESK[name]
  const widget = WIDGET_PARTS[name]
  stage.style.width = `${part?.width ?? 380}px`
  stage.style.height = part?.height ? `${part.height}px` : ''
  if (part) {
    beginAnew(locale)
    const asked = part.asks ? askedFor(part.asks) : null
    render(part.draw(locale), fresh)
    if (part.types) {
      await frames()
      const field = fresh.querySelector<HTMLInputElement>('input:not([type="radio"]), textarea')
      if (field) field.value = part.types(locale)
      field?.dispatchEvent(new Event('input', { bubbles: true }))
      field?.form?.requestSubmit()
    }
    await asked
    // Asked is not answered yet; a busy machine takes its time.
    for (let left = 120; part.asks && left > 0 && fresh.querySelector('.skeleton'); left--) await frames()
    if (part.press) {
      await frames()
      fresh.querySelector<HTMLElement>(part.press)?.click()
    }
  } else if (widget) await showWidget(widget, fresh, locale, theme)
  await document.fonts.ready
  await frames()
}
async function frames(): Promise<void> {
  for (let frame = 0; frame < FRAMES; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
}
const fromAddress = () => {
  const name = decodeURIComponent(location.hash.slice(1))
  return show(names.includes(name) ? name : (names[0] as string))
}
Object.assign(window, { firstlineParts: { names, show } })

const link = (text: string, values: Record<string, string>) => {
  const address = new URLSearchParams({ locale, theme, ...values })
  return (
    <a key={text} href={`?${address}${location.hash}`}>
      {text}
    </a>
  )
}
render(
  <>
    <p>
      {['ru', 'en', 'de'].map((one) => link(one, { locale: one }))}
      {['light', 'dark'].map((one) => link(one, { theme: one }))}
    </p>
    {names.map((name) => (
      <a key={name} href={`#${name}`}>
        {name}
      </a>
    ))}
  </>,
  nav,
)
addEventListener('hashchange', () => void fromAddress())
void fromAddress()
