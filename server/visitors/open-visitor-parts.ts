import type { Database, Library } from '#kb'
import type { Log } from '../log.ts'
import { openAttributes } from './attributes/attributes.ts'
import { identitySecrets } from './identity/identity-secrets.ts'
import { openMonitor } from './monitor/monitor.ts'
import { openOrders } from './orders/orders.ts'

/** What is known of visitors beside their conversations, where the owner wants it. */
export function openVisitorParts(of: {
  database: Database
  library: Pick<Library, 'find'>
  log: Pick<Log, 'warn'>
  /** Private hosts that the owner of this installation named. */
  trusted: readonly string[]
}) {
  const [monitor, attributes, identity] = [openMonitor(of), openAttributes(of), identitySecrets(of.database)]
  return {
    monitor,
    attributes,
    identity,
    orders: openOrders({ ...of, identity }),
    close: async (): Promise<void> => {
      attributes.close()
      await monitor.close()
    },
  }
}
