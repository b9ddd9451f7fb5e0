import { readFileSync } from 'node:fs'

/** What one thread of the product holds in its heap; `part` is its program, or "main". */
export interface HeapOf {
  part: string
  usedBytes: number
  /** Really in memory, with what V8 keeps for later. */
  committedBytes: number
  /** Buffers, and what V8 itself took to work with. */
  externalBytes: number
}
export interface Heaps {
  heaps: HeapOf[]
}

/** The memory of a process as the system counts it, in bytes. */
export interface Resident {
  rss: number
  /** Shared pages count by their share: what would come free without this process. */
  pss: number
  /** The program and its libraries, mapped from files. */
  files: number
  anonymous: number
}

export function residentOf(pid: number): Resident {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1_024
  const [pss, anonymous] = [bytes('Pss'), bytes('Pss_Anon')]
  return { rss: bytes('Rss'), pss, files: pss - anonymous, anonymous }
}
