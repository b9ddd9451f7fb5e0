import { signal } from '@preact/signals'
import { readStored, writeStored } from '../../stored.ts'

export type SendKey = 'enter' | 'ctrl-enter'
const SEND_KEY = 'firstline.desk.send-key'

export const sendKey = signal<SendKey>(
  readStored(SEND_KEY, (value): value is SendKey => value === 'enter' || value === 'ctrl-enter') ?? 'enter',
)
export function chooseSendKey(chosen: SendKey): void {
  sendKey.value = chosen
  writeStored(SEND_KEY, chosen)
}
