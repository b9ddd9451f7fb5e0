import { randomText } from '#shared'
import { APIError } from 'better-auth/api'
import type { Database } from '#kb'
import { type Auth, RESET_IDENTIFIER } from './auth.ts'
import { endingBecause } from './ended-sessions.ts'
import type { DeskPerson, People } from './people.ts'

/** `mailed`: asked for by whoever knows the address. `handed`: made by an admin, or on the server. */
export type ResetWay = 'mailed' | 'handed'

const LIFE_MS: Record<ResetWay, number> = { mailed: 30 * 60 * 1000, handed: 72 * 60 * 60 * 1000 }
const TOKEN_LENGTH = 32
/** The way stands in the token itself: a token cannot be guessed, so nobody turns one kind into the other. */
const HANDED = 'handed'

export interface ResetLinks {
  make(personId: string, way: ResetWay, now: number): Promise<{ token: string; expiresAt: string }>
  /** Whom the link lets in; null: used, expired, or they may not sign in. */
  find(token: string, now: number): Promise<{ person: DeskPerson; way: ResetWay } | null>
  /**
   * Uses the link up and sets the password: of two at once, one is refused. Every session of the person ends, and all
   * their other links. One that was handed over takes the second step off too, for somebody whose phone is gone.
   */
  use(
    token: string,
    password: string,
    now: number,
  ): Promise<{ ok: true; person: DeskPerson; way: ResetWay } | { ok: false; code: 'link_used_or_expired' }>
}

/** Links that let somebody set a new password once, on better-auth's reset tokens: 190 random bits, stored as a hash. */
export function resetLinksOf(database: Database, auth: Auth, people: People): ResetLinks {
  const wayOf = (token: string): ResetWay => (token.startsWith(HANDED) ? 'handed' : 'mailed')
  const find = async (token: string, now: number) => {
    const { internalAdapter } = await auth.$context
    const known = await internalAdapter.findVerificationValue(RESET_IDENTIFIER + token)
    if (!known || new Date(known.expiresAt).getTime() <= now) return null
    const person = await people.find(known.value)
    return person && !person.disabled ? { person, way: wayOf(token) } : null
  }
  return {
    make: async (personId, way, now) => {
      const { internalAdapter } = await auth.$context
      if (way === 'handed') await forgetLinks(database, personId)
      const token = (way === 'handed' ? HANDED : '') + randomText(TOKEN_LENGTH)
      const expiresAt = new Date(now + LIFE_MS[way])
      await internalAdapter.createVerificationValue({
        identifier: RESET_IDENTIFIER + token,
        value: personId,
        expiresAt,
      })
      return { token, expiresAt: expiresAt.toISOString() }
    },
    find,
    use: async (token, password, now) => {
      const found = await find(token, now)
      if (!found) return { ok: false, code: 'link_used_or_expired' }
      const { person, way } = found
      try {
        await endingBecause('password_reset', () => auth.api.resetPassword({ body: { token, newPassword: password } }))
      } catch (fault) {
        if (fault instanceof APIError && fault.body?.code === 'INVALID_TOKEN')
          return { ok: false, code: 'link_used_or_expired' }
        throw fault
      }
      if (way === 'handed') await people.endSecondStep(person.id)
      await forgetLinks(database, person.id)
      return { ok: true, person, way }
    },
  }
}

/** Everything open that was made for this person: other links, and a second step that waits for its code. */
async function forgetLinks(database: Database, personId: string): Promise<void> {
  await database.db.deleteFrom('verification').where('value', '=', personId).execute()
}
