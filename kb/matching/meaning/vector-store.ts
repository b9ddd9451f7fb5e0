import type { PackedVector } from './held/packed-vector.ts'

/** Port: vectors of texts, kept for the next start by model and a hash of the text. */
export interface VectorStore {
  read(model: string, texts: readonly string[]): Promise<Map<string, PackedVector>>
  keep(model: string, made: readonly (readonly [text: string, vector: PackedVector])[]): Promise<void>
  drop(model: string, texts: readonly string[]): Promise<void>
  /** Forgets every other text, and every other model. */
  keepOnly(model: string, texts: readonly string[]): Promise<void>
}
