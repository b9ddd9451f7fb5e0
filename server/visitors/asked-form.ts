import { ASKED_FIELDS, type AskedFieldName } from '#shared'
import type { Site } from '#kb'
import type { HandoverPacket } from '#protocol'

/** What the site insists on before the first message and this one does not have. */
export function missingFields(
  site: Pick<Site, 'form'>,
  { packet, name, mail }: { packet: Pick<HandoverPacket, 'form'>; name: string | null; mail: string | null },
): AskedFieldName[] {
  const { on, fields, subjects } = site.form
  if (!on) return []
  const subject = subjects.find(({ label }) => Object.values(label).includes(packet.form?.subject ?? ''))
  const said = { name, mail, phone: packet.form?.phone, order: packet.form?.order }
  return ASKED_FIELDS.filter(
    (field) => (fields[field] === 'needed' || subject?.needs.includes(field)) && !said[field]?.trim(),
  )
}
