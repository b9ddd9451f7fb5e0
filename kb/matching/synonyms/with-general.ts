import type { SynonymGroup } from '../matcher.ts'
import { SYNONYM_WEIGHT } from '../ranking/constants.ts'
import { slices } from '../slices.ts'
import { generalSynonyms } from './general-synonyms.ts'
import { Synonyms } from './synonyms.ts'

/** A shop's own say more of its words than the general ones. */
const SHOP_SYNONYM_WEIGHT = 0.9

/** What stands for what in every shop; a shop's own may be added. */
export function withGeneral(): Synonyms {
  const synonyms = new Synonyms()
  synonyms.add(generalSynonyms(), SYNONYM_WEIGHT)
  return synonyms
}

/** A slice of time after the other: five hundred groups of thirty words hold nobody up. */
export async function withShops(groups: readonly SynonymGroup[]): Promise<Synonyms> {
  const synonyms = withGeneral()
  const rest = slices()
  for (const group of groups) {
    synonyms.add([group], SHOP_SYNONYM_WEIGHT)
    await rest()
  }
  return synonyms
}
