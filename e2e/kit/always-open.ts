import { WEEKDAYS } from '#shared'
import type { DeskClient } from './desk-client.ts'

/** Opening hours for a test: round the clock, or never. Everything else of the site stays. */
export async function setHours(admin: DeskClient, open: boolean): Promise<void> {
  const site = (await (await admin.get('/api/desk/site')).json()) as Record<string, unknown>
  const hours = Object.fromEntries(WEEKDAYS.map((day) => [day, open ? ['00:00-24:00'] : []]))
  const saved = await admin.send('PUT', '/api/desk/site', { ...site, hours, holidays: [] })
  if (!saved.ok) throw new Error(`hours: ${saved.status} ${await saved.text()}`)
}
