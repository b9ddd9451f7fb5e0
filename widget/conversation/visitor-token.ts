import { instant, fields, text } from '../api/read.ts'
import type { PanelState } from '../panel/panel-state.ts'

const SOON_MS = 60_000

/** A token, from memory or made now; null if the server cannot be reached. The first thing ever stored about a visitor who writes. */
export async function visitorToken({ memory, identity, request, site, speech }: PanelState): Promise<string | null> {
  const kept = memory.get('token')
  if (kept && Date.parse(memory.get('expires') ?? '') > Date.now() + SOON_MS) return kept
  const made = await request('/visitors', readVisitor, {
    method: 'POST',
    body: { site, locale: speech.peek().locale, identity: identity ?? undefined },
  })
  if (!made.ok) return null
  memory.set('token', made.value.token)
  memory.set('expires', made.value.expiresAt)
  memory.set('identity', identity?.id ?? null)
  return made.value.token
}

function readVisitor(value: unknown) {
  const from = fields(value)
  return { token: text(from.token), expiresAt: instant(from.expiresAt) }
}
