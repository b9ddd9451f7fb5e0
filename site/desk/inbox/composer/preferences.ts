import { signal } from '@preact/signals'
import { readStored, writeStored } from '../../stored.ts'

export type SendKey = 'enter' | 'ctrl-enter'
const SEND_KEY = 'firstline.desk.send-key'
const SOUND = 'firstline.desk.sound'

export const sendKey = signal<SendKey>(
  readStored(SEND_KEY, (value): value is SendKey => value === 'enter' || value === 'ctrl-enter') ?? 'enter',
)
export function chooseSendKey(chosen: SendKey): void {
  sendKey.value = chosen
  writeStored(SEND_KEY, chosen)
}

/** Silence is the default; a soft tone for offers only when the person asked for it. */
export const soundOn = signal(readStored(SOUND, (value): value is boolean => typeof value === 'boolean') ?? false)
export function chooseSound(on: boolean): void {
  soundOn.value = on
  writeStored(SOUND, on)
}
