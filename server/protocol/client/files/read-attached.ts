import type { Attached } from './attached.ts'

const STATES = ['uploading', 'stopped', 'up', 'refused'] as const

/** What was written by us, by another version of us, or by somebody else; null: it is none. What stood still goes on. */
export function readAttached(written: string | null): Attached | null {
  try {
    const from = JSON.parse(written ?? '') as Partial<Attached>
    const { id, place, name, type, size, code = null, said = null, kept = true, made = null } = from
    const state = STATES.find((one) => one === from.state)
    if (!id || !place || typeof name !== 'string' || typeof type !== 'string' || typeof size !== 'number') return null
    if (!state || (state === 'up' && typeof made !== 'object')) return null
    return {
      ...{ id, place, name, type, size, code, said, kept, made },
      sent: 0,
      state: state === 'stopped' ? 'uploading' : state,
    }
  } catch {
    return null
  }
}
