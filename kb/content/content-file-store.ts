import type { AnswerId } from '../ids.ts'

export interface KnownFile {
  /** Relative to the content folder, with `/`. */
  path: string
  checksum: string
  answerId: AnswerId
  revision: number
}

/** Port: what each file was when it and the library last agreed. */
export interface ContentFileStore {
  all(): Promise<KnownFile[]>
  put(files: readonly KnownFile[]): Promise<void>
  remove(paths: readonly string[]): Promise<void>
}
