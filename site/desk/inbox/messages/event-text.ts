import type { ConversationDetail, Message } from '#protocol'
import { fileSizeText } from '#shared'
import { isTextKey, language, t } from '../../texts.ts'
import { authorCalled } from './author-of.ts'

const BECAUSE: Record<string, string> = { silent: 'Silent', merged: 'Merged' }

/** System facts are worded here, never by whoever caused them. */
export function eventText(message: Message, detail: Pick<ConversationDetail, 'operator' | 'site'>): string {
  const said = message.event?.values
  const key = `event.${message.event?.code ?? ''}${BECAUSE[said?.['because'] ?? ''] ?? ''}`
  const values: Record<string, string | number> = { name: message.authorName ?? '', list: filesOf(message), ...said }
  if (values.operator) values.operator = authorCalled(String(values.operator), detail)
  return isTextKey(key) ? t(key, values) : message.text || t('event.other')
}

/** Names and sizes of what came with a letter and was not kept, and why. */
function filesOf(message: Message): string {
  const json = message.event?.values?.['files']
  if (typeof json !== 'string') return ''
  const files = JSON.parse(json) as { name: string; size: number; code?: string }[]
  const about = ({ size, code }: (typeof files)[number]) => {
    const why = `files.left.${code}`
    return [fileSizeText(size, language.value), ...(isTextKey(why) ? [t(why)] : [])].join(', ')
  }
  return files.map((one) => `${one.name} (${about(one)})`).join(', ')
}
