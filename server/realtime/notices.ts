import type { Notice } from '#protocol'
import type { Core } from './core.ts'

const LOOK_MS = 2_000

/** What the desk should know about the parts around conversations: shown while true, gone when mended (I10). */
export interface NoticeBoard {
  current(): Notice[]
  set(code: string, on: boolean, values?: Notice['values']): void
  stop(): void
}

export function noticeBoard(core: Core): NoticeBoard {
  const shown = new Map<string, Notice>()
  const tell = () => core.desk.local.emit('notices:changed', { notices: [...shown.values()] })
  const set: NoticeBoard['set'] = (code, on, values) => {
    const before = shown.get(code)
    if (!on) {
      if (shown.delete(code)) tell()
      return
    }
    if (before && JSON.stringify(before.values) === JSON.stringify(values)) return
    shown.set(code, { code, since: before?.since ?? new Date(core.now()).toISOString(), ...(values ? { values } : {}) })
    tell()
  }
  const timer = setInterval(() => set('search_degraded', core.parts.library.status?.().search.degraded ?? false), LOOK_MS)
  timer.unref()
  return { current: () => [...shown.values()], set, stop: () => clearInterval(timer) }
}
