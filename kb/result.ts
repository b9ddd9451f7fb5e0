/** An expected refusal is a value, not an exception: `ok` carries what was made, `refused` says by code why not. */
export type Result<T, R extends { code: string }> = { ok: true; value: T } | { ok: false; refused: R }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const refuse = <R extends { code: string }>(refused: R): { ok: false; refused: R } => ({ ok: false, refused })
