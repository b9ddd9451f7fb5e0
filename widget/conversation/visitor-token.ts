import { fields, instant, maybe, text } from '../api/read.ts'
import type { PanelState } from '../panel/panel-state.ts'

const SOON_MS = 60_000

/** A token, from memory or made now; null if the server cannot be reached. The first thing ever stored about a visitor who writes. */
export async function visitorToken(panel: PanelState): Promise<string | null> {
  const { memory } = panel
  const kept = memory.get('token')
  if (kept && Date.parse(memory.get('expires') ?? '') > Date.now() + SOON_MS) return kept
  // Several files go up at once: two tokens would be two visitors, and neither may name the other's files.
  const { identity } = panel
  if (asking?.panel !== panel || asking.identity !== identity) asking = { panel, identity, token: newToken(panel) }
  const mine = asking
  const token = await mine.token
  if (asking === mine) asking = undefined
  return token
}

let asking: { panel: PanelState; identity: PanelState['identity']; token: Promise<string | null> } | undefined
async function newToken(panel: PanelState): Promise<string | null> {
  const made = await askToken(panel)
  if (made.ok) keep(panel, made.value)
  return made.ok ? made.value.token : null
}

/** The shop has said who this is: their conversation of another device comes to this one. False: there is none. */
export async function fetchConversation(panel: PanelState): Promise<boolean> {
  const { memory, tab, identity, embedding } = panel
  // Asked once in a tab, not on every page.
  if (!identity || tab.get('known') === identity.id) return false
  const made = await askToken(panel)
  if (identity !== panel.identity) return false
  if (!made.ok) {
    const isOurs = made.problem.code === 'not_allowed' || made.problem.code === 'invalid'
    if (isOurs) embedding.warn('identify was refused: hash or exp do not fit. See Desk → Site for the secret.')
    return false
  }
  tab.set('known', identity.id)
  // Of this tab alone: on the device it is kept once they write.
  tab.set('token', made.value.token)
  if (!made.value.conversation) return false
  keep(panel, made.value)
  memory.set('conversation', made.value.conversation)
  return true
}

const askToken = ({ identity, memory, request, site, speech }: PanelState) =>
  request('/visitors', readVisitor, {
    method: 'POST',
    token: identity && !memory.get('identity') ? memory.get('token') : null,
    body: { site, locale: speech.peek().locale, identity, watched: memory.get('watched') },
  })

function keep({ memory, identity }: PanelState, { token, expiresAt }: { token: string; expiresAt: string }) {
  memory.set('token', token)
  memory.set('expires', expiresAt)
  memory.set('identity', identity?.id ?? null)
}

function readVisitor(value: unknown) {
  const from = fields(value)
  return {
    token: text(from.token),
    expiresAt: instant(from.expiresAt),
    conversation: maybe(from.conversation, text),
  }
}
