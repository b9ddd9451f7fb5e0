import type { Database, Library } from '#kb'
import type { Log } from '../log.ts'
import { openAttributes } from './attributes/attributes.ts'
import type { IdentitySecrets } from './identity/identity-secrets.ts'
import { openMonitor } from './monitor/monitor.ts'
import { openOrders } from './orders/orders.ts'

/** What is known of visitors beside their conversations, where the owner wants it. */
export function openVisitorParts(of: {
  database: Database
  library: Pick<Library, 'find'>
  log: Pick<Log, 'warn'>
  identity: Pick<IdentitySecrets, 'valid'>
  /** Private hosts that the owner of this installation named. */
  trusted: readonly string[]
}) {
  const [monitor, attributes] = [openMonitor(of), openAttributes(of)]
  return {
    monitor,
    attributes,
    orders: openOrders(of),
    close: async (): Promise<void> => {
      attributes.close()
      await monitor.close()
    },
  }
}
