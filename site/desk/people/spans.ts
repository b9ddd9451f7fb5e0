const TIME = String.raw`([01]?\d|2[0-4]):([0-5]\d)`
const SPAN = new RegExp(`^${TIME}\\s*[-–—]\\s*${TIME}$`)

/** `9:00–13:00, 14:00-21:00` → `['09:00-13:00', '14:00-21:00']`; empty is closed; null when it cannot be read. */
export function readSpans(text: string): string[] | null {
  const spans: string[] = []
  for (const part of text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)) {
    const found = SPAN.exec(part)
    if (!found) return null
    const [, fromHour = '', fromMinute = '', toHour = '', toMinute = ''] = found
    const from = `${fromHour.padStart(2, '0')}:${fromMinute}`
    const to = `${toHour.padStart(2, '0')}:${toMinute}`
    if (from >= to || to > '24:00') return null
    spans.push(`${from}-${to}`)
  }
  return spans
}

export const writeSpans = (spans: readonly string[]): string => spans.join(', ')
