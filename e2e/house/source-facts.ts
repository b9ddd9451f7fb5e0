/** How something is taken: when the file loads, later by a call, for its types alone, or as a program or file beside it. */
export type Way = 'value' | 'later' | 'type' | 'beside'

export interface Taken {
  /** A path from the root for relative ones; as written for packages and `#doors`; `*` stands for what a template fills in. */
  target: string
  way: Way
  line: number
}

/** What one file says of itself. Lines count from 1. */
export interface SourceFacts {
  path: string
  takes: Taken[]
  /** Where a module is asked for by a name that only the running program knows. */
  unreadable: number[]
  /** Where the environment is read, and where the clock. */
  environment: number[]
  clock: number[]
  /** Where a type is claimed that the compiler does not see (`as X`, not `as const`). */
  casts: number[]
}
