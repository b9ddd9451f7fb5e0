import { isDeepStrictEqual } from 'node:util'
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

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
const pattern = (path: string) => path.split('*').map(literal).join('.*')

/** Colours always; of the launcher only what is not as usual. */
export function loaderSiteOf({ brand, launcher }: Pick<Site, 'brand' | 'launcher'>): LoaderSite {
  const usual = USUAL_SETTINGS.launcher
  const { label, side, offsetX, offsetY, hiddenOn } = launcher
  const own: OwnLauncher = {
    ...(isDeepStrictEqual(label, usual.label) ? {} : { label }),
    ...(side === 'left' ? { position: 'left' } : {}),
    ...(offsetX === usual.offsetX ? {} : { offsetX }),
    ...(offsetY === usual.offsetY ? {} : { offsetY }),
    ...(hiddenOn.length === 0 ? {} : { off: `^(${hiddenOn.map(pattern).join('|')})/?$` }),
  }
  return Object.keys(own).length > 0 ? [brand.color, brand.colorDark, own] : [brand.color, brand.colorDark]
}
