/** A file of `content/` that cannot be read as what it should be. `line` counts from 1. */
export interface ContentFault {
  file: string
  line: number
  message: string
}

export const describeFault = ({ file, line, message }: ContentFault): string => `${file}:${line}: ${message}`

/** Thrown when a library cannot be opened with the files given; nothing of them was imported. */
export class BrokenContent extends Error {
  readonly faults: readonly ContentFault[]

  constructor(faults: readonly ContentFault[]) {
    super(faults.map(describeFault).join('\n'))
    this.name = 'BrokenContent'
    this.faults = faults
  }
}
