/** What an import does with one answer file. */
export type ImportStep = 'create' | 'adopt' | 'update' | 'keep' | 'conflict'

/**
 * Compares the file, the answer and what both were when they were last the same (`known`).
 * Nothing is ever overwritten that somebody changed since then: two changes are a conflict, unless they say the same.
 */
export function importStep(state: {
  known: { checksum: string; revision: number } | null
  checksum: string
  /** Revision of the answer in the library, or null where there is none. */
  revision: number | null
  sameContent: boolean
}): ImportStep {
  const { known, checksum, revision, sameContent } = state
  if (revision === null) return 'create'
  if (!known) return sameContent ? 'adopt' : 'conflict'
  const fileChanged = known.checksum !== checksum
  const answerChanged = known.revision !== revision
  if (!fileChanged) return 'keep'
  if (!answerChanged) return 'update'
  return sameContent ? 'adopt' : 'conflict'
}
