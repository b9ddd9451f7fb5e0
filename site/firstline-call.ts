/** The widget's one global, as a host page calls it. */
export interface FirstlineCall {
  (verb: string, ...values: unknown[]): void
  q?: unknown[][]
}
