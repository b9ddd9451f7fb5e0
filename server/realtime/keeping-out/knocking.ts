import type { Knocking } from '../../visitors/block-keys.ts'
import type { Visitor } from '../visitor.ts'

/** Who is asked about before anything of theirs is taken. `mail`: as they give it now; what the shop vouches for comes first. */
export const knocking = (
  { site, visitorId, verified, address, subnet }: Visitor & Pick<Knocking, 'address' | 'subnet'>,
  mail: string | null = null,
  country?: Knocking['country'],
): Knocking => ({
  site,
  visitorId,
  verifiedId: verified?.id ?? null,
  mail: verified?.mail ?? mail,
  address,
  subnet,
  ...(country ? { country } : {}),
})
