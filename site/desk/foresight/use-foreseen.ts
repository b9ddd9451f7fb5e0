import { post } from '../http.ts'
import type { Foreseen, SynonymGroup } from '../shapes.ts'
import { type Loaded, useLoad } from '../ui/use-load.ts'

/** Whoever still writes is not asked about each letter. */
const PAUSE_MS = 900

/** What other synonyms would change; null: nothing is asked. */
export const useForeseenSynonyms = (groups: SynonymGroup[] | null): Loaded<Foreseen> =>
  useLoad(
    groups ? (stop) => post('/desk/matching/synonyms/foresight', { body: { groups }, signal: stop }) : null,
    [JSON.stringify(groups)],
    { pauseMs: PAUSE_MS },
  )
