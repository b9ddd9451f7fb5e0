/**
 * Scores of the answers one query reaches, over dense scratch space that is kept between queries. An answer belongs to
 * the query that stamped it, not to a score that happens to be other than zero: so nothing needs clearing, each answer
 * is listed once whatever its score, and a query that fails leaves nothing behind for the next one.
 */
export class SparseScores {
  private scores = new Float32Array(0)
  private stamps = new Uint32Array(0)
  private round = 0
  /** Answers reached by this query, in the order they were reached; only the first `count` are of this query. */
  reached = new Int32Array(0)
  count = 0

  /** Forgets the query before. `answers` is one more than the largest number that will be added. */
  begin(answers: number): void {
    if (this.scores.length < answers) {
      const room = answers + (answers >> 1) + 16
      this.scores = new Float32Array(room)
      this.stamps = new Uint32Array(room)
      this.reached = new Int32Array(room)
    }
    this.count = 0
    this.round = (this.round + 1) >>> 0
    if (this.round === 0) {
      this.stamps.fill(0)
      this.round = 1
    }
  }

  add(answer: number, value: number): void {
    if (this.stamps[answer] === this.round) this.scores[answer]! += value
    else {
      this.stamps[answer] = this.round
      this.scores[answer] = value
      this.reached[this.count++] = answer
    }
  }

  /** Of an answer that is among those reached. */
  ofReached(answer: number): number {
    return this.scores[answer]!
  }

  /** 0 for an answer this query did not reach. */
  of(answer: number): number {
    return this.stamps[answer] === this.round ? this.scores[answer]! : 0
  }
}
