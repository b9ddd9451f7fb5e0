import type { AckOf, RequestName, RequestOf } from '#client'
import type { DeskToServer, ServerToDesk } from '#protocol'
import { closeLive, openLive } from '../live.ts'

type Answers = { [E in RequestName<DeskToServer>]?: AckOf<DeskToServer, E> | null }

/**
 * A live line that answers as a test wants, and what was asked over it. Null is an answer that never came; what nobody
 * answers is refused. The real line has tests of its own beside `#client`.
 */
export function aLine(answers: Answers = {}) {
  const asked: { event: string; request: unknown }[] = []
  const line = {
    answers,
    asked,
    /** What was asked by this event, oldest first. */
    of: <E extends RequestName<DeskToServer>>(event: E) =>
      asked.filter((each) => each.event === event).map(({ request }) => request as RequestOf<DeskToServer, E>),
    tell: (_name: keyof ServerToDesk, _fact: unknown): void => undefined,
  }
  closeLive()
  openLive((options) => {
    line.tell = options.heard
    queueMicrotask(() => options.changed?.('live'))
    return {
      state: 'live',
      async ask(event, request) {
        asked.push({ event, request })
        const answer = line.answers[event]
        return (answer === undefined ? { ok: false, code: 'not_found' } : answer) as never
      },
      wake: () => undefined,
      hangUp: () => undefined,
      sleep: () => undefined,
      close: () => undefined,
    }
  })
  return line
}
