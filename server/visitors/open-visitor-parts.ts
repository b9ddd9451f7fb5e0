import type { Database, Library } from '#kb'
import type { Log } from '../log.ts'
import { openAttributes } from './attributes/attributes.ts'
import { openMonitor } from './monitor/monitor.ts'

/** What is known of visitors beside their conversations, where the owner wants it. */
export function openVisitorParts(of: { database: Database; library: Pick<Library, 'find'>; log: Pick<Log, 'warn'> }) {
  const [monitor, attributes] = [openMonitor(of), openAttributes(of)]
  return {
    monitor,
    attributes,
    close: async (): Promise<void> => {
      attributes.close()
      await monitor.close()
    },
  }
}
