import { SYNONYM_WEIGHT } from '../ranking/constants.ts'
import { generalSynonyms } from './general-synonyms.ts'
import { Synonyms } from './synonyms.ts'

/** What stands for what in every shop; a shop's own may be added. */
export function withGeneral(): Synonyms {
  const synonyms = new Synonyms()
  synonyms.add(generalSynonyms(), SYNONYM_WEIGHT)
  return synonyms
}
