import { messageBlocks } from '#shared'
import type { Message } from '#protocol'
import { portraitOf } from '../../look/face.tsx'
import type { PanelState } from '../../panel/panel-state.ts'
import { effect, signal } from '../../signal.ts'
import type { Conversing } from '../conversing.ts'
import heardCss from './heard.css?inline'

/** Number of the message whose preview was put away, as long as the tab lives. */
const HIDDEN = 'heard'
const MOST_LETTERS = 200
const SVG = 'http://www.w3.org/2000/svg'
const CLOSE = 'M18 6 6 18M6 6l12 12'

const dressed = new WeakSet<ShadowRoot>()

/** Beside the launcher, while the window is closed: who has answered, with their face, and how the answer begins. Drawn by hand: what the panel lends to others is counted in bytes. */
export function showHeard(
  panel: PanelState,
  conversing: Pick<Conversing, 'conversation' | 'messages'>,
  life: AbortSignal,
): void {
  if (life.aborted) return
  const { root, addStyles, launcher } = panel.embedding
  if (!dressed.has(root)) addStyles(heardCss)
  dressed.add(root)
  const unread = signal(0)
  document.addEventListener(
    'firstline:unread',
    (event) => (unread.value = Number((event as CustomEvent<{ count: number }>).detail.count) || 0),
    { signal: life },
  )
  let shown: HTMLElement | undefined
  let drawn = ''
  const hide = (seq: number) => {
    panel.tab.set(HIDDEN, `${seq}`)
    unread.value = 0
    launcher.focus()
  }
  const stop = effect(() => {
    const last = unread.value > 0 && !panel.open.value && conversing.messages.value.findLast(isOfSomebody)
    const { operator, faces = [] } = conversing.conversation.value ?? {}
    const { say } = panel.speech.value
    // Without a launcher the page shows what is unread in its own way.
    const stands = last && !launcher.hidden && !(Number(panel.tab.get(HIDDEN)) >= last.seq)
    const name = (last ? last.authorName : null) || say('chat.operator')
    const photo = [...(operator ? [operator] : []), ...faces].find((face) => face.name === name)?.photo
    const now = stands ? [last.seq, last.editedAt, name, photo, say('chat.heard')].join() : ''
    // What stands there keeps the focus it may have.
    if (now === drawn) return
    drawn = now
    shown?.remove()
    shown = undefined
    if (!stands) return
    const box = make('section', 'heard')
    box.ariaLabel = say('chat.heard')
    box.onkeydown = (event) => event.key === 'Escape' && hide(last.seq)
    const opens = make('button', 'heardOpen')
    opens.type = 'button'
    opens.onclick = () => launcher.click()
    const said = make('span', 'heardSaid')
    said.ariaLive = 'polite'
    opens.append(portraitOf(name, photo), said)
    const hides = make('button', 'heardHide')
    hides.type = 'button'
    hides.ariaLabel = say('chat.heardHide')
    hides.onclick = () => hide(last.seq)
    hides.append(cross())
    box.append(opens, hides)
    root.append(box)
    shown = box
    // Said once it stands there: a reader of the screen hears what changes.
    setTimeout(() => said.append(make('b', '', name), make('span', '', beginningOf(last) || say('chat.heardFile'))))
  })
  life.addEventListener('abort', () => {
    stop()
    shown?.remove()
  })
}

const isOfSomebody = ({ author, kind, deletedAt }: Message) => author === 'operator' && kind === 'text' && !deletedAt

/** Its words in one line, as they would be read. */
function beginningOf({ text }: Message): string {
  const words = messageBlocks(text, true).map((block) =>
    block.kind === 'text'
      ? block.inlines.map((part) => part.text).join('')
      : block.kind === 'code'
        ? block.text
        : block.items.map((item) => item.map((part) => part.text).join('')).join(' · '),
  )
  return words.join(' ').replace(/\s+/g, ' ').trim().slice(0, MOST_LETTERS)
}

function cross(): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.ariaHidden = 'true'
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', CLOSE)
  svg.append(line)
  return svg
}

function make<T extends keyof HTMLElementTagNameMap>(tag: T, className: string, text = ''): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
