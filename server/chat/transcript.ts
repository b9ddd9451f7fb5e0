import { fileSizeText, type InterfaceLocale, messageWords } from '#shared'
import { DateTime } from 'luxon'
import type { Message } from '#protocol'

/** Words of a transcript in one language; `event` words a system fact or leaves it out (null). */
export interface TranscriptTexts {
  title: string
  you: string
  deleted: string
  event(code: string, values: Record<string, string | number>): string | null
}

interface Written {
  site: string
  timeZone: string
  locale: InterfaceLocale
  texts: TranscriptTexts
}

/** What a transcript begins with. */
export const transcriptHead = ({ site, texts }: Written): string => `${texts.title.replace('{site}', site)}\n\n`

/** Messages of a conversation as plain text in the order of `seq`, times in the reader's zone. Notes never appear. */
export function transcriptPart(messages: readonly Message[], options: Written): string {
  const { texts } = options
  const lines: string[] = []
  for (const message of messages) {
    if (message.kind === 'note') continue
    const at = DateTime.fromISO(message.sentAt, { zone: options.timeZone, locale: options.locale }).toFormat(
      'dd.MM.yyyy HH:mm',
    )
    if (message.kind === 'event') {
      const said = message.event ? texts.event(message.event.code, message.event.values ?? {}) : null
      if (said) lines.push(`[${at}] — ${said}`)
      continue
    }
    const who = message.author === 'visitor' ? texts.you : (message.authorName ?? options.site)
    const words = message.author === 'operator' ? messageWords(message.text) : message.text
    lines.push(`[${at}] ${who}: ${message.deletedAt ? texts.deleted : words}`)
    for (const { name, size } of message.files ?? []) lines.push(`📎 ${name} (${fileSizeText(size, options.locale)})`)
  }
  return lines.map((line) => `${line}\n`).join('')
}
