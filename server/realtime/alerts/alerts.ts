import { type Alert, faultText } from '#shared'
import type { Core } from '../core.ts'

type Alerting = Pick<Core, 'leadsOf' | 'log' | 'move' | 'now' | 'site'>
interface Alerted {
  kind: Alert
  site: string
  conversationId: string
  /** Names the occasion: told twice, it stands once. */
  occasion?: string
  /** Whom it is about: they know. */
  about: { id: string | null; name: string | null }
}

/** More leads no shop has. */
const MOST_LEADS = 50
const LOW_STARS = 2

/** Puts it into the list of each lead of the site, if the site wants such alerts; whoever it is about is not told of themselves. Never throws. */
export async function alertLeads(core: Alerting, alert: Alerted): Promise<void> {
  const { kind, site, conversationId, occasion = '', about } = alert
  try {
    if (!(await core.site(site))?.alerts.includes(kind)) return
    const leads = (await core.leadsOf(site)).filter((id) => id !== about.id)
    const key = `${kind}:${conversationId}:${occasion}`
    const told = { key, site, kind, conversationId, byName: about.name }
    await Promise.all(leads.slice(0, MOST_LEADS).map((personId) => core.move('tellForYou', { personId, ...told })))
  } catch (fault) {
    core.log.warn({ fault: faultText(fault), kind }, 'leads could not be alerted')
  }
}

/** Of offers nobody answered: who was set away for it, and above all that nobody else is free to be asked. */
export async function alertOfLapses(
  core: Alerting & Pick<Core, 'views'>,
  lapses: readonly { conversationId: string; operatorId: string; setAway: boolean }[],
): Promise<void> {
  if (lapses.length === 0) return
  const rows = new Map(
    (await core.views.conversations(lapses.map((one) => one.conversationId))).map((row) => [row.id, row]),
  )
  const presences = await core.views.presences(core.now())
  for (const { conversationId, operatorId, setAway } of lapses) {
    const site = rows.get(conversationId)?.site
    if (site === undefined) continue
    const others = presences.some(
      ({ id, available, connected, sites }) =>
        id !== operatorId && available && connected && (sites?.includes(site) ?? true),
    )
    const about = { id: operatorId, name: presences.find(({ id }) => id === operatorId)?.name ?? null }
    const alert = { site, conversationId, about }
    if (!others) await alertLeads(core, { ...alert, kind: 'nobody_took' })
    if (setAway) await alertLeads(core, { ...alert, kind: 'set_away', occasion: operatorId })
  }
}

export async function alertOfRating(
  core: Alerting & Pick<Core, 'views'>,
  { conversationId, stars }: { conversationId: string; stars: number },
): Promise<void> {
  if (stars > LOW_STARS) return
  const row = await core.views.conversation(conversationId)
  if (!row) return
  const about = { id: row.operatorId, name: row.operatorName }
  await alertLeads(core, { kind: 'low_rating', site: row.site, conversationId, about })
}
