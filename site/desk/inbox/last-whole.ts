/** The last `seq` before the first hole: from there a resync has to read. `seqs` are sorted. */
export function lastWhole(seqs: readonly number[]): number {
  let whole = 0
  for (const seq of seqs) {
    if (seq !== whole + 1) break
    whole = seq
  }
  return whole
}
