/** Loads where there are people to show, or a look of the shop's own: faces, its mark, its other ways, its line of consent. */
import type { HandoverPacket } from '#protocol'
import type { AskedBefore } from '../greeting/form.tsx'
import type { Embedding } from '../host-api.ts'
import { useEffect, useRef } from 'preact/hooks'
import { live, useSignal } from '../panel/live.ts'
import { type PanelState, usePanel } from '../panel/panel-state.ts'
import { effect, signal } from '../signal.ts'
import { Face } from './face.tsx'
import lookCss from './look.css?inline'
import { readLook } from './read-look.ts'

export { Face }

const dressed = new WeakSet<ShadowRoot>()
export function dress({ root, addStyles }: Embedding) {
  if (!dressed.has(root)) addStyles(lookCss)
  dressed.add(root)
}

/** What is not drawn by itself: the shop's words, its typeface, and that it asks for a tick. */
export function take(panel: PanelState) {
  const { embedding, context, speech } = panel
  dress(embedding)
  const { texts, font } = context.value?.own ?? {}
  if (texts) speech.value = speech.peek().with({}, texts)
  if (font && CSS.supports('font-family', font))
    (embedding.root.host as HTMLElement).style.setProperty('--brand-type', font)
  const asks = context.value?.own?.form
  if (!asks) form.value = null
  judge(panel)
  if (!asks || form.peek() || isComing) return
  isComing = true
  import('../greeting/form.tsx').then(
    (part) => {
      isComing = false
      if (!context.value?.own?.form) return
      const begun = (form.value = part.beginForm(panel))
      effect(() => {
        // Read here, so that it is judged anew.
        void begun.wanting.value
        judge(panel)
      })
    },
    // Nothing that was written is lost for a question that could not be asked.
    () => {
      isComing = false
    },
  )
}

/** What the shop asks before the first message, once its part is there. */
const form = signal<AskedBefore | null>(null)
let isComing = false

/** What the visitor said where the shop asked, as the packet holds it. */
export const askedOf = (): Pick<HandoverPacket, 'form'> => form.peek()?.told() ?? {}

/** Version of the line of consent that the visitor has ticked: other words are ticked anew. */
const agreed = signal<string | null>(null)

/** The shop takes words of those alone whose account it vouches for, and this is a stranger. */
const isStranger = ({ context, tab, memory }: PanelState) =>
  !!context.peek()?.own?.known && !tab.get('known') && !memory.get('identity')
function judge(panel: PanelState) {
  const { consent } = panel.context.peek()?.own ?? {}
  panel.blocked.value =
    isStranger(panel) || (!!consent?.tick && agreed.peek() !== consent.version) || form.peek()?.wanting.peek() === true
}
/** The page may say who it is at any moment. */
const LOOKS_AGAIN_MS = 1_000

/** Who answers here, in place of the drawn person. */
export const Team = live(function Team({ here }: { here: boolean }) {
  const { team } = readLook(usePanel().context.value)
  if (team.length === 0) return null
  return (
    <span class="face team">
      {team.slice(0, 3).map((face, at) => (
        <Face key={face.name} face={face} here={here && at === 0} />
      ))}
    </span>
  )
})

/** The shop's own picture in place of its drawn mark. */
export const Mark = live(function Mark() {
  const { logo } = readLook(usePanel().context.value)
  if (!logo) return null
  return (
    <span class="logo" aria-hidden="true">
      <img class="light" src={logo.light} alt="" />
      <img class="dark" src={logo.dark} alt="" />
    </span>
  )
})

const NAMES = { telegram: 'Telegram', whatsapp: 'WhatsApp', vk: 'VK', max: 'MAX' }

/** Under what a visitor writes: what the shop must say of their data, and where else it can be reached. */
export const Below = live(function Below() {
  const panel = usePanel()
  const { consent, known, ways = [] } = readLook(panel.context.value)
  const stranger = useSignal(isStranger(panel))
  const sentence = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (!known) return
    const look = () => {
      judge(panel)
      stranger.value = isStranger(panel)
      // Whoever sends all the same reads why not where they wrote.
      const field = sentence.current?.closest('form')?.querySelector('textarea')
      field?.setCustomValidity(stranger.value ? (known ?? '') : '')
      if (!stranger.value) clearInterval(again)
    }
    const again = setInterval(look, LOOKS_AGAIN_MS)
    look()
    return () => clearInterval(again)
  }, [known])
  const words = consent && (
    <span>
      {consent.link ? (
        <a href={consent.link} target="_blank" rel="noopener">
          {consent.text}
        </a>
      ) : (
        consent.text
      )}
    </span>
  )
  const asked = form.value
  return (
    <>
      {known && (
        <p class="consent" ref={sentence} hidden={!stranger.value}>
          <b>{known}</b>
        </p>
      )}
      {asked && <asked.Fields />}
      {consent?.tick ? (
        <label class="consent">
          <input
            type="checkbox"
            required
            checked={agreed.value === consent.version}
            onChange={(event) => {
              agreed.value = event.currentTarget.checked ? consent.version : null
              judge(panel)
            }}
          />
          {words}
        </label>
      ) : (
        words && <p class="consent">{words}</p>
      )}
      {ways.length > 0 && (
        <ul class="ways">
          {ways.map(({ kind, url, text }) => (
            <li key={kind}>
              {kind === 'phone' ? (
                <a href={url}>{text}</a>
              ) : (
                <a href={url} target="_blank" rel="noopener">
                  {NAMES[kind]}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
})
