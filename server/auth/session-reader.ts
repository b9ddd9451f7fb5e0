import type { Auth } from './auth.ts'
import { endingBecause } from './ended-sessions.ts'
import { type DeskPerson, personOn, type SignedIn } from './people.ts'

const SESSION_CACHE_MS = 500
/** However busy somebody is: after this long the password is asked for again. */
const LONGEST_SESSION_MS = 30 * 24 * 60 * 60 * 1000

/** Who a cookie belongs to. Remembered for half a second, so that a page's burst of requests asks the database once and a revocation still works within one. */
export function sessionReader(
  auth: Auth,
  people: { find(id: string): Promise<DeskPerson | null> },
  /** Ids of all sites, the default one first. */
  sites: () => Promise<readonly string[]>,
) {
  const known = new Map<string, { at: number; person: Promise<SignedIn | null> }>()
  const read = async (headers: Headers): Promise<SignedIn | null> => {
    const session = await auth.api.getSession({ headers })
    if (session && Date.now() - new Date(session.session.createdAt).getTime() > LONGEST_SESSION_MS) {
      const { internalAdapter } = await auth.$context
      await endingBecause('expired', () => internalAdapter.deleteSession(session.session.token))
      return null
    }
    const person = session ? await people.find(session.user.id) : null
    if (!person || person.disabled) return null
    const theirs = (await sites()).flatMap((site) => personOn(person, site) ?? [])
    // A member of no site has nothing to do here.
    return theirs.find((one) => one.site === session?.session.site) ?? theirs[0] ?? null
  }
  const remembered = (headers: Headers): Promise<SignedIn | null> => {
    const cookie = headers.get('cookie')
    if (!cookie?.includes('firstline.session_token')) return Promise.resolve(null)
    const now = performance.now()
    const hit = known.get(cookie)
    if (hit && now - hit.at < SESSION_CACHE_MS) return hit.person
    for (const [key, entry] of known) if (now - entry.at >= SESSION_CACHE_MS) known.delete(key)
    const person = read(headers)
    known.set(cookie, { at: now, person })
    return person
  }
  return {
    read: remembered,
    /** A session has just ended or changed, and nobody may come back on the memory of it. */
    forgetAll: () => known.clear(),
  }
}
