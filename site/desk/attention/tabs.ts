/**
 * Several tabs of one desk are one desk: one of them makes the sounds, and none notifies while a person looks at any of
 * them. Both are locks of the browser, which lets go of them by itself where a tab crashes.
 */

const CALLS = 'firstline.desk.calls'
const LOOKS = 'firstline.desk.looks'

let calls = false
let endLooking: (() => void) | null = null

/** No locks outside of a secure address: then each tab speaks for itself. */
const locksHere = (): LockManager | null => (navigator as { locks?: LockManager | null }).locks ?? null

function look(): void {
  if (!document.hasFocus()) {
    endLooking?.()
    endLooking = null
    return
  }
  if (endLooking) return
  const looking = new Promise<void>((end) => {
    endLooking = end
  })
  void locksHere()?.request(LOOKS, { mode: 'shared' }, () => looking)
}

export function startTabs(): void {
  const locks = locksHere()
  if (!locks) {
    calls = true
    return
  }
  void locks.request(CALLS, () => {
    calls = true
    return new Promise(() => {})
  })
  for (const event of ['focus', 'blur', 'pagehide']) window.addEventListener(event, look)
  look()
}

/** This tab is the one that makes the sounds. */
export const isCaller = (): boolean => calls

/** A person looks at this desk, in this tab or in another of this browser. */
export async function isLookedAt(): Promise<boolean> {
  const locks = locksHere()
  if (document.hasFocus() || !locks) return document.hasFocus()
  const { held: all = [] } = await locks.query()
  return all.some(({ name }) => name === LOOKS)
}
