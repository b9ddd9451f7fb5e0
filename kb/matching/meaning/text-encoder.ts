/** Port: what makes vectors of texts, all of one length, of which those that mean alike have a high product. */
export interface TextEncoder {
  /** Texts that are best given at once. */
  readonly atOnce: number
  /** One vector of length one for each text. Rejects when they are not to be had within `limitMs`; null: take your time. */
  encode(texts: readonly string[], limitMs: number | null): Promise<Float32Array[]>
}
