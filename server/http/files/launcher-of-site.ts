import { isDeepStrictEqual } from 'node:util'
import { type AttributeForm, pathsPattern } from '#shared'
import { USUAL_SETTINGS, type Site } from '#kb'

/** What the loader reads of a site. Short names: every page of the shop carries them. */
export type LoaderSite = [color: string, colorDark: string, launcher?: OwnLauncher]
export interface OwnLauncher {
  /** Words beside the icon, by language. */
  label?: Record<string, string>
  position?: 'left'
  offsetX?: number
  offsetY?: number
  /** Source of a regular expression: paths of the shop without a launcher. */
  off?: string
}

/** Colours always; of the launcher only what is not as usual. */
export function loaderSiteOf({ brand, launcher }: Pick<Site, 'brand' | 'launcher'>): LoaderSite {
  const usual = USUAL_SETTINGS.launcher
  const { label, side, offsetX, offsetY, hiddenOn } = launcher
  const own: OwnLauncher = {
    ...(isDeepStrictEqual(label, usual.label) ? {} : { label }),
    ...(side === 'left' ? { position: 'left' } : {}),
    ...(offsetX === usual.offsetX ? {} : { offsetX }),
    ...(offsetY === usual.offsetY ? {} : { offsetY }),
    ...(hiddenOn.length === 0 ? {} : { off: pathsPattern(hiddenOn) }),
  }
  return Object.keys(own).length > 0 ? [brand.color, brand.colorDark, own] : [brand.color, brand.colorDark]
}

/** How a page's words about its visitor are read; undefined: the shop wants none. */
export const toldSiteOf = ({ attributes, goals }: Pick<Site, 'attributes' | 'goals'>): AttributeForm[] | undefined =>
  attributes.length > 0 || goals ? attributes.map(({ name, kind, options }) => ({ name, kind, options })) : undefined

/**
 * What is told of a site that sees who is on its pages; undefined: it does not. `off`: paths on which nobody is seen. `quiet`: it
 * invites visitors to talk, though not on these paths.
 */
export const watchedSiteOf = ({
  watch,
  invite,
}: Pick<Site, 'invite' | 'watch'>): { asks?: 1; off?: string; quiet?: string } | undefined =>
  watch.on
    ? {
        ...(watch.asksFirst ? { asks: 1 } : {}),
        ...(watch.excluded.length > 0 ? { off: pathsPattern(watch.excluded) } : {}),
        ...(invite.on ? { quiet: pathsPattern(invite.quiet) } : {}),
      }
    : undefined
