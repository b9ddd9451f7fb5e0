import type { SynonymGroup } from '../matcher.ts'
import { DeletionIndex } from '../repair/deletion-index.ts'
import { isCommonWord } from '../text/common-words.ts'
import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokenise.ts'

export interface Standing {
  position: number
  stem: string
  weight: number
}

/** Finds words and short phrases that have synonyms; works on stems, so every form of a word is covered. */
export class Synonyms {
  /** First stem → phrases beginning with it, each with the groups' other members (as stems) and their weight. */
  private readonly phrases = new Map<string, { stems: string[]; others: string[][]; weight: number }[]>()
  /** Members of one word, as written. */
  private readonly single: string[] = []
  private readonly slips = new DeletionIndex()

  add(groups: readonly Pick<SynonymGroup, 'words'>[], weight: number): void {
    for (const { words } of groups) {
      for (const word of words.flatMap((one) => (tokenise(one).length === 1 ? tokenise(one) : []))) {
        this.slips.add(word, this.single.length)
        this.single.push(word)
      }
      const members = words.map((word) => tokenise(word).map(stem)).filter((stems) => stems.length > 0)
      for (const member of members) {
        const others = members.filter((other) => other !== member)
        const known = this.phrases.get(member[0]!) ?? []
        known.push({ stems: member, others, weight })
        this.phrases.set(member[0]!, known)
      }
    }
  }

  /** For a query's stems: which further stems stand for which position; a phrase shares its weight among its words. */
  standingFor(stems: readonly string[]): Standing[] {
    const standing: Standing[] = []
    for (let at = 0; at < stems.length; at++) {
      for (const { stems: phrase, others, weight } of this.phrases.get(stems[at]!) ?? []) {
        const positions = positionsOf(phrase, stems, at)
        if (!positions) continue
        for (const other of others) {
          for (const [i, synonym] of other.entries()) {
            const position = positions[Math.min(i, positions.length - 1)]!
            if (!phrase.includes(synonym))
              standing.push({ position, stem: synonym, weight: weight / Math.sqrt(other.length) })
          }
        }
      }
    }
    return standing
  }

  /** Members of one word that a slip may have made `typed` of; their distance is for the caller to check. */
  near(typed: string, deep: boolean): string[] {
    return [...this.slips.near(typed, deep)].map((id) => this.single[id]!)
  }
}

/** Where the words of a phrase stand; one grammar word may stand between two of them ("give it back", "вернуть мне деньги"). */
function positionsOf(phrase: readonly string[], stems: readonly string[], from: number): number[] | null {
  const positions = [from]
  for (let at = from; positions.length < phrase.length; positions.push(at)) {
    const part = phrase[positions.length]
    if (stems[at + 1] === part) at++
    else if (stems[at + 2] === part && isCommonWord(stems[at + 1]!)) at += 2
    else return null
  }
  return positions
}
