declare module 'nspell' {
  interface AffixEntry {
    add: string
    remove: RegExp | ''
    match: RegExp | ''
    continuation: string[]
  }
  interface AffixRule {
    type: 'PFX' | 'SFX'
    combineable: boolean
    entries: AffixEntry[]
  }
  interface NSpell {
    correct(word: string): boolean
    suggest(word: string): string[]
    add(word: string, model?: string): NSpell
    remove(word: string): NSpell
    /** Word → its affix codes; what is not there is no word. */
    data: Record<string, string[]>
    rules: Record<string, AffixRule>
    flags: Record<string, unknown>
    compoundRuleCodes: Record<string, string[]>
  }
  export default function nspell(dictionary: { aff: Uint8Array; dic?: string }): NSpell
}

declare module 'nspell/lib/util/add.js' {
  import type { NSpell } from 'nspell'

  /** Puts a word and all it becomes by the affixes of its codes into `data`. */
  export default function add(
    data: Record<string, string[]>,
    word: string,
    codes: readonly string[],
    options: Pick<NSpell, 'rules' | 'flags' | 'compoundRuleCodes'>,
  ): void
}

declare module 'nspell/lib/util/rule-codes.js' {
  export default function ruleCodes(flags: Record<string, unknown>, codes: string): string[]
}
