import type { AnswerOf } from '#desk-api'
import { computed, effect, signal } from '@preact/signals'
import type { Site } from '../shapes.ts'
import { onSignedOut } from '../api.ts'
import { get } from '../http.ts'
import { closeLive, connection, openLive } from '../live.ts'

export type OwnSite = AnswerOf<'/desk/me', 'get'>['sites'][number]

export interface Me {
  id: string
  name: string
  mail: string
  role: 'operator' | 'lead' | 'admin'
  totp: boolean
}

/** Who sits here. `unknown` until the server has said so; then signed in or out, never guessed. */
export const session = signal<
  | { state: 'unknown' }
  | { state: 'unreachable' }
  | { state: 'out'; why?: string | undefined }
  | { state: 'in'; person: Me; site: Site; sites?: readonly OwnSite[]; people: number }
>({ state: 'unknown' })

export const me = computed(() => (session.value.state === 'in' ? session.value.person : null))
export const site = computed(() => (session.value.state === 'in' ? session.value.site : null))
/** Shops one is a member of: with one there is nothing to choose. */
export const sites = computed(() => (session.value.state === 'in' ? (session.value.sites ?? []) : []))
/** Leads and admins approve and grow the library; admins configure. */
export const leads = computed(() => me.value?.role === 'lead' || me.value?.role === 'admin')
export const configures = computed(() => me.value?.role === 'admin')

let lastPerson: string | null = null

export async function loadSession(): Promise<void> {
  const answered = await get('/desk/me')
  if (answered.ok) {
    // Another person at the same tab begins with a fresh page: nothing of the last one stays in memory.
    if (lastPerson && lastPerson !== answered.value.person.id) return location.reload()
    lastPerson = answered.value.person.id
    session.value = { state: 'in', ...answered.value }
    openLive()
  } else if (answered.problem.status === 401) {
    // Whoever was in and is told no reason has signed out in another tab, or stayed away too long.
    const was = session.value.state === 'out' ? session.value.why : session.value.state === 'in' ? 'ended' : undefined
    session.value = { state: 'out', why: answered.problem.reason ?? was }
  } else if (session.value.state !== 'in') session.value = { state: 'unreachable' }
}

onSignedOut((reason) => {
  if (session.value.state !== 'in') return
  closeLive()
  session.value = { state: 'out', why: reason ?? 'ended' }
})

// The live line was told that the session has ended: the server has the last word.
effect(() => {
  if (connection.value === 'refused' && session.peek().state === 'in') void loadSession()
})
