import { FILE_NAME_LENGTH } from '#protocol'

/** Separators of paths, control and direction characters, what is not seen, and what no file system takes. */
const PATH = /^.*[/\\]/s
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu
const AWKWARD = /[<>:"|?*\s]+/g
const ENDING = /\.([A-Za-z0-9]{1,8})$/

/**
 * A name to be shown and saved under: the last part of a path, without anything that reads other than it is, with an ending
 * of `endings` (the usual one first), so that no system takes the file for something else. `otherwise`: if nothing is left of it.
 */
export function fileName(given: string, endings: readonly string[], otherwise: string): string {
  const shown = given
    .toWellFormed()
    .normalize('NFC')
    .replace(PATH, '')
    .replace(UNSEEN, '')
    .replace(AWKWARD, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const ending = ENDING.exec(shown)?.[1]?.toLowerCase()
  const fits = ending !== undefined && endings.includes(ending)
  const stem = fits ? shown.slice(0, -ending.length - 1).replace(/[.\s]+$/, '') : shown
  const kept = fits ? ending : (endings[0] ?? 'bin')
  return `${shortened(stem, FILE_NAME_LENGTH - kept.length - 1) || otherwise}.${kept}`
}

/** The same name for what was written anew in another format: `IMG_1.HEIC` comes out as `IMG_1.jpg`. */
export const renamed = (
  given: string,
  before: readonly string[],
  after: readonly string[],
  otherwise: string,
): string => {
  const named = fileName(given, before, otherwise)
  return fileName(named.replace(ENDING, `.${after[0] ?? ''}`), after, otherwise)
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
  return cut.trimEnd()
}
