import { substance, withoutOpening } from '../promotion/cut-courtesies.ts'
import { introducedNames, namesIn, withoutNames } from '../promotion/names.ts'
import { personalData, withoutPersonalData } from '../promotion/personal-data.ts'

/** What leads to a number or an address and says nothing once that is gone: "мой телефон …", "order №…". */
const LEADS_TO =
  /(?:(?:мой|моя|мои|my)\s+)?(?:тел|телефон|номер|почта|заказ\p{L}{0,3}|e-?mail|mail|phone|tel|number|order)[\s.:№#–—-]*$/iu

/**
 * The matter of a visitor's message, as a search needs it: without greeting and thanks, without who they are and how to reach them,
 * without the number of their order. Empty where nothing else is said.
 */
export function matterOf(message: string, orderNumbers: readonly string[] = []): string {
  const said = substance(withoutOpening(message))
  const nameless = withoutNames(said, namesIn(said, introducedNames([said])))
  let kept = ''
  let from = 0
  const held = personalData(nameless, { orderNumbers })
  for (const { start, end } of held) {
    kept += nameless.slice(from, start).replace(LEADS_TO, '')
    from = end
  }
  return withoutPersonalData(kept + nameless.slice(from), [])
    .replace(/^[\s,.;:!–—-]+|[\s,;:–—-]+$/gu, '')
    .replace(/(?:меня зовут|my name is)\s*(?=[,.!]|$)[,.!\s]*/giu, '')
}
