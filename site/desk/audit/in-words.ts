import { isTextKey, t } from '../texts.ts'

export type Detail = Record<string, string | number | boolean | null>

/** Each fact of an entry as a reader says it; what was not changed (`null`) is not mentioned. */
export function inWords(detail: Detail | null): string[] {
  return Object.entries(detail ?? {}).flatMap(([name, value]) => {
    if (value === null || value === '') return []
    if (name === 'role') {
      const role = `role.${value}`
      return [isTextKey(role) ? t(role) : String(value)]
    }
    if (name === 'step') return [t(String(value).includes('two-factor') ? 'audit.step.second' : 'audit.step.first')]
    const worded = `audit.${name}.${value}`
    return [isTextKey(worded) ? t(worded) : String(value)]
  })
}
