import { faultText } from '#shared'
import { marks } from '../../chat/sql.ts'
import type { Core } from '../core.ts'

const HOUR_MS = 3_600_000
const SWEEP_EVERY = 24

/** Removes what stayed unsent every hour, and once a day what nobody names. */
export function keepHouseOfFiles(core: Pick<Core, 'files' | 'log' | 'move' | 'now' | 'sql'>): { stop(): void } {
  const { files } = core
  if (!files) return { stop: () => {} }
  const prune = async () => {
    for (;;) {
      const outcome = await core.move('pruneFiles', {})
      const gone = outcome.ok ? outcome.value.gone : []
      if (gone.length === 0) return
      for (const one of gone) await files.remove(one)
    }
  }
  const named = async (ids: string[]) => {
    const rows = await core.sql.all<{ id: string }>(
      `select "id" from "files" where "id" in (${marks(ids.length)})
       union all select 'fil_' || "id" from "pictures" where 'fil_' || "id" in (${marks(ids.length)})`,
      ...ids,
      ...ids,
    )
    return new Set(rows.map(({ id }) => id))
  }
  let turn = 0
  const timer = setInterval(() => {
    turn += 1
    prune()
      .then(() => (turn % SWEEP_EVERY === 0 ? files.sweep(core.now(), named) : 0))
      .catch((fault: unknown) =>
        core.log.warn({ fault: faultText(fault) }, 'old files could not be removed; will retry'),
      )
  }, HOUR_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
