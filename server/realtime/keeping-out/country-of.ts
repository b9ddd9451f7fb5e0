import type { HandoverPacket } from '#protocol'
import { countryOfZone } from '../../visitors/monitor/country-of-zone.ts'
import type { Core } from '../core.ts'

type Told = Pick<HandoverPacket, 'timeZone'>

/** Of the clock their browser tells; null: it names no country. */
export const countryByClock = ({ timeZone }: Told): string | null =>
  timeZone === null ? null : countryOfZone(timeZone)

/** The country somebody begins a conversation from, as the monitor says it: the clock's, else the address's. Asked for where a block needs it. */
export const countryFrom =
  (core: Pick<Core, 'places'>, told: Told, network: string | null) => async (): Promise<string | null> =>
    countryByClock(told) ?? (network === null ? null : ((await core.places?.of(network, 'en'))?.country ?? null))
