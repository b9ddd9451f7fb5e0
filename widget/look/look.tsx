/** Loads where there are people to show, or a look of the shop's own: faces, its mark, its other ways, its line of consent. */
import type { Embedding } from '../host-api.ts'
import { live } from '../panel/live.ts'
import { type PanelState, usePanel } from '../panel/panel-state.ts'
import { signal } from '../signal.ts'
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
  const { embedding, context, speech, blocked } = panel
  dress(embedding)
  const { texts, font, consent } = context.value?.own ?? {}
  if (texts) speech.value = speech.peek().with({}, texts)
  if (font && CSS.supports('font-family', font))
    (embedding.root.host as HTMLElement).style.setProperty('--brand-type', font)
  blocked.value = !!consent?.tick && agreed.value !== consent.version
}

/** Version of the line of consent that the visitor has ticked: other words are ticked anew. */
const agreed = signal<string | null>(null)

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
  const { consent, ways = [] } = readLook(panel.context.value)
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
  return (
    <>
      {consent?.tick ? (
        <label class="consent">
          <input
            type="checkbox"
            required
            checked={agreed.value === consent.version}
            onChange={(event) => {
              agreed.value = event.currentTarget.checked ? consent.version : null
              panel.blocked.value = !agreed.value
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
