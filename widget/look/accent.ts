import { cssColor, holdContrast, readColor, type Rgb } from './contrast.ts'

const WHITE: Rgb = [255, 255, 255]
const NIGHT: Rgb = [28, 25, 22]
/** The house's own colours, for a shop that names none. */
const GREEN: Rgb = [23, 105, 77]
const MINT: Rgb = [116, 211, 166]
/** Above AA's 4.5, so that the accent also reads on its own pale wash. */
const ACCENT_RATIO = 5.2

export interface Accent {
  /** The shop's colour, as near as it reads as text on the panel's surface and as the ground under `ink`. */
  accent: string
  /** Text on a ground of that colour. */
  ink: string
}

/** Holds the shop's colour at AA, whatever it is. Surfaces are white by day and near black by night, so one ratio serves both uses. */
export function accentFor(color: unknown, dark: boolean): Accent {
  const surface = dark ? NIGHT : WHITE
  return { accent: cssColor(holdContrast(readColor(color) ?? (dark ? MINT : GREEN), surface, ACCENT_RATIO)), ink: cssColor(surface) }
}
