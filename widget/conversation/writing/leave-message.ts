import type { StartConversationResponse } from '#protocol'
import type { Answered } from '../../api/client.ts'
import type { PanelState } from '../../panel/panel-state.ts'
import { agreedTo, handoverPacket } from '../handover-packet.ts'
import { lengthOfTime, newClientMessageId } from '#shared'
import type { Draft } from './draft.ts'
import { DRAFT } from './file-door.ts'
import { readStarted } from '../read-conversation.ts'
import { visitorToken } from '../visitor-token.ts'

/** The message form: over HTTP alone, so that it also works where no socket does. Stored, the conversation is remembered. */
export async function leaveMessage(
  panel: PanelState,
  draft: Draft,
  words: string,
  mail: string | null,
  name: string | null,
): Promise<Answered<StartConversationResponse>> {
  const { memory, embedding } = panel
  const attaching = draft.files.part.peek()?.attaching
  const count = attaching?.of(DRAFT).filter(({ state }) => state !== 'refused' && state !== 'lost').length
  // What was refused has said so, and stays behind.
  const up = count ? await attaching!.whenUp(DRAFT, count) : null
  if (up && !up.ok) return { ok: false, problem: { code: 'file_gone', message: '' } }
  const files = up?.ids ?? []
  const token = await visitorToken(panel)
  if (!token) return { ok: false, problem: { code: 'unreachable', message: '' } }
  // The same words keep their id until they are stored: trying again never makes two (I2).
  const mark = checksum([words, ...files].join(' '))
  const [keptId, keptMark] = (memory.get('form') ?? '').split(' ')
  const clientMessageId = keptId && keptMark === mark ? keptId : newClientMessageId(Date.now())
  memory.set('form', `${clientMessageId} ${mark}`)
  const answered = await panel.request('/conversations', readStarted, {
    method: 'POST',
    token,
    body: {
      clientMessageId,
      text: words,
      name,
      mail,
      files,
      packet: handoverPacket(panel, words),
      agreed: agreedTo(panel),
    },
  })
  if (!answered.ok) {
    if (answered.problem.code === 'signed_out') memory.set('token', null)
    if (answered.problem.code === 'file_gone') void attaching?.again(DRAFT)
    if (/_required$/.test(answered.problem.code)) void panel.loadContext()
    const { code, message, retryAfterMs } = answered.problem
    const { say, locale } = panel.speech.peek()
    // What the form says of it: it has a sentence of its own for the rest.
    const said = retryAfterMs
      ? say('form.tooMany', { time: lengthOfTime(retryAfterMs, locale) })
      : /blocked|full/.test(code)
        ? message
        : ''
    return { ok: false, problem: { code, message: said } }
  }
  memory.set('form', null)
  attaching?.forget(DRAFT)
  memory.set('conversation', answered.value.conversation.id)
  embedding.emit('escalated', { way: 'message' })
  embedding.emit('message', { author: 'visitor' })
  return answered
}

/** FNV-1a, 32 bit, with the length: tells two texts apart, no more. */
function checksum(words: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193)
  return `${words.length}.${hash >>> 0}`
}
