import type { Database, Library } from '#kb'
import type { Log } from '../log.ts'
import { openAttributes } from './attributes/attributes.ts'
import { identitySecrets } from './identity/identity-secrets.ts'
import { openMonitor } from './monitor/monitor.ts'
import { openOrders } from './orders/orders.ts'
import { openPlaces } from './places/open-places.ts'

/** What is known of visitors beside their conversations, where the owner wants it. */
export function openVisitorParts(of: {
  database: Database
  library: Pick<Library, 'find'>
  log: Pick<Log, 'warn'>
  /** Private hosts that the owner of this installation named. */
  trusted: readonly string[]
  /** Where addresses are; undefined: the file that comes along. */
  placesFile: string | undefined
}) {
  const places = openPlaces({ file: of.placesFile, log: of.log })
  const [monitor, attributes, identity] = [
    openMonitor({ ...of, places }),
    openAttributes(of),
    identitySecrets(of.database),
  ]
  return {
    places,
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
