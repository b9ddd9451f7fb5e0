import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FileAddress } from '#protocol'

export type FileVersion = 'original' | 'thumb'

/** Addresses end at a half hour, the next but one: within one of them everybody is told the same, and browsers load it once. */
const SLICE_S = 30 * 60
const MS = 1_000

export interface FileAddresses {
  /** Holds for at least half an hour and at most an hour. */
  of(file: { id: string; thumb: boolean }, now: number): FileAddress
  /** When the address ends (ms), if it is ours, unaltered, and has not ended; else null. */
  holds(address: { id: string; version: FileVersion; until: string; sign: string }, now: number): number | null
}

/** HMAC-SHA256 over what the address names. The first key signs, all are read. */
export function fileAddresses(keys: readonly [string, ...string[]], publicUrl: string): FileAddresses {
  const signed = (key: string, id: string, version: FileVersion, until: number) =>
    createHmac('sha256', key).update(`file.${id}.${version}.${until}`).digest('base64url')
  const address = (id: string, version: FileVersion, until: number) =>
    `${publicUrl}/api/files/${id}/${version}?until=${until}&sign=${signed(keys[0], id, version, until)}`
  return {
    of: ({ id, thumb }, now) => {
      const until = (Math.floor(now / MS / SLICE_S) + 2) * SLICE_S
      return {
        id,
        url: address(id, 'original', until),
        thumb: thumb ? address(id, 'thumb', until) : null,
        until: new Date(until * MS).toISOString(),
      }
    },
    holds: ({ id, version, until, sign }, now) => {
      const end = /^\d{9,11}$/.test(until) ? Number(until) : 0
      if (end * MS <= now) return null
      const given = Buffer.from(sign)
      const right = keys.some((key) => {
        const made = Buffer.from(signed(key, id, version, end))
        return made.length === given.length && timingSafeEqual(made, given)
      })
      return right ? end * MS : null
    },
  }
}
