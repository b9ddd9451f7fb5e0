import type { Message } from '#protocol'
import { isTextKey, t } from '../../texts.ts'

/** System facts are worded here, never by whoever caused them. */
export function eventText(message: Message): string {
  const key = `event.${message.event?.code ?? ''}`
  const values = { name: message.authorName ?? '', list: filesOf(message), ...message.event?.values }
  return isTextKey(key) ? t(key, values) : message.text || t('event.other')
}

/** Names and sizes of what came with a letter. */
function filesOf(message: Message): string {
  const json = message.event?.values?.['files']
  if (typeof json !== 'string') return ''
  const files = JSON.parse(json) as { name: string; size: number }[]
  return files.map(({ name, size }) => `${name} (${sizeOf(size)})`).join(', ')
}

function sizeOf(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte']
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}
