import { GrowableInts } from './growable.ts'
import type { SparseScores } from './sparse-scores.ts'

const IMPACT_BITS = 8
const IMPACT_LEVELS = (1 << IMPACT_BITS) - 1
const FIRST_CAPACITY = 2

/**
 * Which answers hold a stem and how strongly, all lists in one pool: a posting is `answer << 8 | impact`, so 16 million
 * answers at 4 bytes each. A full list moves to the end of the pool with twice the room, so adding never rebuilds.
 */
export class Postings {
  private pool = new GrowableInts(4096)
  private readonly start = new GrowableInts()
  private readonly size = new GrowableInts()
  private readonly capacity = new GrowableInts()

  /** `impact` is 0…1. */
  add(list: number, answer: number, impact: number): void {
    while (this.start.length <= list) {
      this.start.push(0)
      this.size.push(0)
      this.capacity.push(0)
    }
    const size = this.size.data[list]!
    if (size === this.capacity.data[list]) this.move(list, size)
    this.pool.data[this.start.data[list]! + size] =
      (answer << IMPACT_BITS) | Math.round(Math.min(1, impact) * IMPACT_LEVELS)
    this.size.data[list] = size + 1
  }

  lengthOf(list: number): number {
    return list < this.size.length ? this.size.data[list]! : 0
  }

  /** Adds `weight × impact` to the score of every answer of the list. */
  accumulate(list: number, weight: number, scores: SparseScores): void {
    if (list >= this.size.length) return
    const from = this.start.data[list]!
    const to = from + this.size.data[list]!
    const data = this.pool.data
    const scaled = weight / IMPACT_LEVELS
    for (let i = from; i < to; i++) {
      const posting = data[i]!
      scores.add(posting >>> IMPACT_BITS, scaled * ((posting & IMPACT_LEVELS) + 1))
    }
  }

  /** Impact of one answer in a list, 0 if it is not there; numbers rise within a list, so it is a binary search. */
  impactOf(list: number, answer: number): number {
    let low = list < this.size.length ? this.start.data[list]! : 0
    let high = low + this.lengthOf(list)
    const end = high
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.pool.data[middle]! >>> IMPACT_BITS < answer) low = middle + 1
      else high = middle
    }
    const posting = low < end ? this.pool.data[low]! : -1
    return low < end && posting >>> IMPACT_BITS === answer ? ((posting & IMPACT_LEVELS) + 1) / IMPACT_LEVELS : 0
  }

  /** Every answer of a list with its impact, 0…1. */
  each(list: number, visit: (answer: number, impact: number) => void): void {
    for (let i = 0; i < this.lengthOf(list); i++) {
      const posting = this.pool.data[this.start.data[list]! + i]!
      visit(posting >>> IMPACT_BITS, (posting & IMPACT_LEVELS) / IMPACT_LEVELS)
    }
  }

  private move(list: number, size: number): void {
    const capacity = Math.max(FIRST_CAPACITY, size * 2)
    const to = this.pool.length
    this.pool.reserve(to + capacity)
    this.pool.length = to + capacity
    const from = this.start.data[list]!
    this.pool.data.copyWithin(to, from, from + size)
    this.start.data[list] = to
    this.capacity.data[list] = capacity
  }
}
