import type { Actor } from '../actor.ts'
import type { Answer } from '../answers/answer.ts'

type Named = Pick<Answer, 'id' | 'question' | 'locale' | 'audience' | 'state'>

/** An answer that says a fact by its placeholder, and in which sentences; placeholders stand in them. */
export interface FactUse extends Named {
  sentences: string[]
}
/** What looks like a fact of the shop and is typed by hand: it stays as it is when the fact changes. */
export interface HandTyped extends Named {
  /** `value.delivery`, `site.phone`. */
  fact: string
  /** As it stands there. */
  found: string
  sentence: string
}

/** A price, a term, a phone number has one place, the site's settings; answers say it by `{{value.…}}` and `{{site.…}}`. */
export interface Facts {
  /** Where this one stands, in every language. */
  uses(site: string, name: string): Promise<{ items: FactUse[]; total: number }>
  typedByHand(site: string): Promise<{ items: HandTyped[]; total: number }>
  /** Published answers that say one of these are to be read again by `today`; leads only. How many. */
  askToReread(site: string, names: readonly string[], today: string, actor: Actor, now: number): Promise<number>
}
