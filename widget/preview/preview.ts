/** Loads where the shop lets its operators see what is typed before it is sent. Where it does not, none of this is there, and nothing leaves the browser. */
import { shownTyping } from '#shared'
import type { Conversing } from '../conversation/conversing.ts'
import type { Draft } from '../conversation/writing/draft.ts'
import type { PanelState } from '../panel/panel-state.ts'
import { type Signal, signal } from '../signal.ts'

const TELL_EVERY_MS = 1_000
/** After it the last word counts as written. */
const REST_MS = 1_500
/** Whoever hears nothing for half a minute takes it that the writer has gone. */
const STILL_MS = 20_000

export interface Preview {
  /** The visitor is to be told so: their operator sees what they type. */
  seen: Signal<boolean>
  /** A key was pressed. */
  typed(): void
  /** The field is empty: sent, or taken away. */
  ended(): void
  stop(): void
}

/** The browser asks that its user be left alone, or the user has told the shop so. */
function asksNotTo(site: string): boolean {
  const nav = navigator as Navigator & { globalPrivacyControl?: boolean }
  if (nav.globalPrivacyControl || nav.doNotTrack === '1') return true
  try {
    return JSON.parse(localStorage.getItem(`firstline:${site}:watched`) ?? '{}').agreed === false
  } catch {
    return true
  }
}

export function beginPreview(panel: PanelState, conversing: Conversing, draft: Draft): Preview {
  let sent: string | null = null
  let toldAt = 0
  let next: ReturnType<typeof setTimeout> | undefined
  let rest: ReturnType<typeof setTimeout> | undefined
  const may = () =>
    preview.seen.peek() && conversing.conversation.peek()?.state === 'active' && conversing.link.peek() === 'live'

  const tell = async (text: string | null) => {
    clearTimeout(next)
    if (!may() || (text === sent && text === null)) return
    toldAt = Date.now()
    sent = text
    if (text !== null) next = setTimeout(() => panel.open.peek() && void tell(sent), STILL_MS)
    // Refused, it was switched off meanwhile: the sentence under the field goes, and so does all of it.
    if (!(await conversing.preview(text)) && conversing.link.peek() === 'live') preview.stop()
  }
  const look = (paused: boolean) => {
    const text = shownTyping(draft.text.peek(), paused)
    if (text === sent) return
    clearTimeout(next)
    // What is withheld from now on is taken back at once.
    const wait = text === null ? 0 : toldAt + TELL_EVERY_MS - Date.now()
    if (wait <= 0) void tell(text)
    else next = setTimeout(() => look(paused), wait)
  }
  const preview: Preview = {
    seen: signal(!asksNotTo(panel.site)),
    typed() {
      clearTimeout(rest)
      rest = setTimeout(() => look(true), REST_MS)
      look(false)
    },
    ended() {
      for (const timer of [next, rest]) clearTimeout(timer)
      // Its message takes its place at the desk.
      sent = null
    },
    stop() {
      preview.ended()
      preview.seen.value = false
    },
  }
  return preview
}
