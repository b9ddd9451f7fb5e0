/** A broken promise, by its number in server/protocol/README.md. */
export interface Violation {
  promise: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I11'
  what: string
}

export type Broken = (promise: Violation['promise'], what: string) => void
