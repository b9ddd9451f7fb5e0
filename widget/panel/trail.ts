import type { HandoverPacket } from '#protocol'
import { fields, maybe, number, text } from '../api/read.ts'
import { type DeviceMemory, readStored } from './device-memory.ts'

type Trail = Pick<HandoverPacket, 'searches' | 'read'>
/** The packet's own bound. */
const KEPT = 20

/** What the visitor searched and read in this tab, so that the operator knows and nothing need be repeated. Ends with the tab. */
export interface SearchTrail {
  searched(search: HandoverPacket['searches'][number]): void
  read(answer: HandoverPacket['read'][number]): void
  /** The visitor said whether an answer helped. */
  judged(answerId: string, helped: boolean, reason?: string | null): void
  facts(): Trail
  clear(): void
}

export function createTrail(memory: DeviceMemory): SearchTrail {
  let trail: Trail = readStored(memory, 'trail', readTrail) ?? { searches: [], read: [] }
  const keep = (next: Trail) => {
    trail = { searches: next.searches.slice(-KEPT), read: next.read.slice(-KEPT) }
    memory.set('trail', JSON.stringify(trail))
  }
  return {
    searched(search) {
      const before = trail.searches.filter((one) => one.text !== search.text)
      keep({ ...trail, searches: [...before, search] })
    },
    read(answer) {
      if (!trail.read.some((one) => one.answerId === answer.answerId)) keep({ ...trail, read: [...trail.read, answer] })
    },
    judged(answerId, helped, reason = null) {
      keep({ ...trail, read: trail.read.map((one) => (one.answerId === answerId ? { ...one, helped, reason } : one)) })
    },
    facts: () => trail,
    clear() {
      trail = { searches: [], read: [] }
      memory.set('trail', null)
    },
  }
}

function readTrail(value: unknown): Trail {
  const from = fields(value) as { searches: unknown[]; read: unknown[] }
  return {
    searches: from.searches.map((one) => {
      const search = fields(one)
      return {
        text: text(search.text),
        at: text(search.at),
        verdict: text(search.verdict),
        results: number(search.results),
      }
    }),
    read: from.read.map((one) => {
      const answer = fields(one)
      return {
        answerId: text(answer.answerId),
        question: text(answer.question),
        url: text(answer.url),
        helped: typeof answer.helped === 'boolean' ? answer.helped : null,
        reason: maybe(answer.reason, text),
      }
    }),
  }
}
