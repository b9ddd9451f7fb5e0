import type { Id } from '#shared'

export type AnswerId = Id<'ans'>
export type PhrasingId = Id<'phr'>
