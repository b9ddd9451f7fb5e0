import { signal } from '@preact/signals'
import { readStored, writeStored } from '../stored.ts'
import { attention, setAttention } from './preferences.ts'

/** `unsupported`: this browser has none, or the address is not a secure one. */
export type Leave = NotificationPermission | 'unsupported'
export const leaveOf = (): Leave => (typeof Notification === 'undefined' ? 'unsupported' : Notification.permission)
export const leave = signal<Leave>(leaveOf())

const NOT_NOW = 'firstline.desk.attention-not-now'
const isTrue = (value: unknown): value is true => value === true

/** Whether the line under "I take conversations" asks: after it was switched on by hand, and never again once answered. */
export const asks = signal(false)

export function askAfterSwitch(available: boolean): void {
  asks.value =
    available && leaveOf() !== 'unsupported' && leaveOf() !== 'denied' && !attention.peek().desktop && !saidNotNow()
}
const saidNotNow = () => readStored(NOT_NOW, isTrue) === true

/** Only within a press of a person: browsers ask nothing otherwise. */
export async function turnOnDesktop(): Promise<Leave> {
  asks.value = false
  if (leaveOf() === 'default') await Notification.requestPermission()
  leave.value = leaveOf()
  setAttention({ desktop: leave.value === 'granted' })
  return leave.value
}

export function notNow(): void {
  asks.value = false
  writeStored(NOT_NOW, true)
}
