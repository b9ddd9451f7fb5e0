import type { ExportReport } from './export-content.ts'
import type { ImportReport } from './import-content.ts'

/** The library as files that a team keeps beside its code. */
export interface ContentDoor {
  /** Three-way: nothing that was changed on the desk is overwritten, conflicts are reported. Throws `BrokenContent` if a file cannot be read; then nothing changed. */
  import(
    dir: string,
    now: number,
    progress?: (done: number, total: number) => void,
    /** `retireMissing`: answers whose files are gone are retired instead of named. */
    options?: { retireMissing?: boolean },
  ): Promise<ImportReport>
  /** Writes published answers (and approved words) in the same format; files that say the same already stay as they are. */
  export(dir: string): Promise<ExportReport>
  /** Spelling, links, placeholders, both locales and alphabets of everything published. */
  check(): Promise<ContentProblem[]>
}

export interface ContentProblem {
  /** `<locale>/<category>/<slug>.md`, or the file of a product, category or site. */
  file: string
  kind: 'text' | 'spelling' | 'link' | 'picture' | 'placeholder' | 'translation' | 'alphabet' | 'shortcut'
  message: string
}
