import type { InitOptions, Status } from '../host-api.ts'
import type { Pack } from '../texts/speech.ts'
import launcherCss from './launcher.css?inline'
import { launcherNames } from './launcher-texts.ts'

const SVG = 'http://www.w3.org/2000/svg'
const ASKS = 'M21 12a9 9 0 0 1-13 8l-5 1 1-5a9 9 0 1 1 17-4M9.3 9.5a2.8 2.8 0 0 1 5.4.8c0 1.8-2.7 2.7-2.7 2.7M12 17h.01'
/** For a shop that names no colour. */
const HOUSE = '#17694d'
const CLOSES = 'M18 6 6 18M6 6l12 12'

export interface Launcher {
  host: HTMLElement
  root: ShadowRoot
  button: HTMLButtonElement
  addStyles(css: string): void
  paint(color: unknown, colorDark: unknown): void
  /** `texts` of the panel, once it is loaded: before that nothing is open or unread. */
  say(status: Pick<Status, 'locale' | 'open' | 'unread'>, texts: Pack): void
}

/** Draws the launcher in its own shadow root; nothing of the page's styles reaches it, nothing of it reaches the page. */
export function createLauncher(options: InitOptions, nonce: string, dark: () => boolean): Launcher {
  const host = document.createElement('firstline-help')
  // The top layer; a page that names a layer of its own wants to lay things above.
  if (!options.zIndex) host.popover = 'manual'
  const root = host.attachShadow({ mode: 'open' })
  const button = document.createElement('button')
  button.className = 'launcher'
  button.type = 'button'
  button.append(icon(ASKS, 'asks'), icon(CLOSES, 'closes'))
  if (options.label) button.append(words('words', options.label))
  const badge = words('badge', '')
  badge.ariaHidden = 'true'
  button.append(badge)
  root.append(button)

  const set = (name: string, value: string) => host.style.setProperty(`--${name}`, value)
  const fromSide = `${Number(options.offsetX ?? 20)}px`
  set('offset-x', fromSide)
  set(options.position === 'left' ? 'left' : 'right', fromSide)
  set('offset-y', `${Number(options.offsetY ?? 20)}px`)
  set('layer', `${Number(options.zIndex ?? 2147483000)}`)

  /** `style-src` without `unsafe-inline` lets constructable sheets through; a browser without them needs the page's nonce. */
  const addStyles = (css: string) => {
    try {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    } catch {
      const style = document.createElement('style')
      style.nonce = nonce
      style.textContent = css
      root.append(style)
    }
  }
  addStyles(launcherCss)

  return {
    host,
    root,
    button,
    addStyles,
    paint(color, colorDark) {
      const wished = String((dark() && colorDark) || color)
      set('launcher', CSS.supports('color', wished) ? wished : HOUSE)
    },
    say({ locale, open, unread }, texts) {
      const name = options.label || launcherNames[locale]
      button.ariaLabel = (
        open ? texts['launcher.close'] : unread ? `${name}, ${texts['launcher.unread']}: ${unread}` : name
      ) as string
      button.ariaExpanded = String(open)
      badge.textContent = String(unread)
      badge.hidden = !unread || open
    },
  }
}

function words(className: string, text: string) {
  const span = document.createElement('span')
  span.className = className
  span.textContent = text
  return span
}

function icon(path: string, className: string) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', className)
  svg.ariaHidden = 'true'
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}
