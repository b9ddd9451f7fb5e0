import type { Message } from '#protocol'
import { fileSizeText } from '#shared'
import { isTextKey, language, t } from '../../texts.ts'

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
  return files.map(({ name, size }) => `${name} (${fileSizeText(size, language.value)})`).join(', ')
}
