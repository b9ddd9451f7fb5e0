import type { RefusalCode } from '#protocol'

/** HTTP has a text for each of these codes; only letters are refused by more. */
export type Refusal<Code = RefusalCode | 'not_solved'> = { ok: false; code: Code; retryAfterMs?: number }
export type Answered<T, Code = RefusalCode | 'not_solved'> = ({ ok: true } & T) | Refusal<Code>
