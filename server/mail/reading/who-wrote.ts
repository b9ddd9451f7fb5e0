import { isMailAddress, samePerson } from '../mail-address.ts'
import type { LetterHead, Mailbox } from './letter-head.ts'

/** Whose letter it is, as far as its head says. */
export interface Writer {
  /** The one sender; null: nobody is surely who wrote. */
  sender: string | null
  /** As operators see it: one address, several, or none. */
  from: string
  name: string | null
  /** Where an answer goes; null: nowhere. */
  mail: string | null
  /** What their next letter is known by; null: nothing. */
  key: string | null
}

/** Nobody reads there. */
const UNREAD_BOX =
  /^(?:mailer-daemon|postmaster|bounces?)(?:[-_.+].*)?@|^(?:.*[-_.+])?(?:no|do[-_.]?not)[-_.]?reply(?:[-_.+].*)?@/i
const MOST_SHOWN = 5

/**
 * `Reply-To` wins where it is one address of a person, as mail programs have it; the shop's own or one nobody reads does
 * not. It never stands for the writer: a writer is known by what they write from and want answered to, so a form that
 * sends for many customers is as many writers.
 */
export function whoWrote(
  head: Pick<LetterHead, 'sender' | 'from' | 'heldSender' | 'replyTo' | 'returnPath'>,
  isShop: (address: string) => boolean,
): Writer {
  const readBy = (box: Mailbox | null | undefined) =>
    box && isMailAddress(box.address) && !UNREAD_BOX.test(box.address) && !isShop(box.address) ? box.address : null
  const first = head.sender ?? head.heldSender ?? head.from[0] ?? null
  const wish = head.replyTo.length === 1 ? readBy(head.replyTo[0]) : null
  const mail = wish ?? readBy(first) ?? (head.from.length > 0 ? null : readBy(head.returnPath))
  const named = head.from.slice(0, MOST_SHOWN).map(({ address }) => address)
  const known = first?.address ?? mail
  const apart = known !== null && mail !== null && !samePerson(known, mail)
  return {
    sender: head.sender?.address ?? null,
    from: named.join(', ') || (first?.address ?? ''),
    name: (wish && head.replyTo[0]?.name) ?? first?.name ?? null,
    mail,
    key: (apart ? `${known} ${mail}` : known)?.toLowerCase() ?? null,
  }
}
