import type { BodyOf } from '#desk-api'
import { dayAndTime } from '../dates.ts'
import { isTextKey, type TextKey, t } from '../texts.ts'

/** Each setting of a site has its name in every language: until it has, this does not compile. */
type Setting = keyof BodyOf<'/desk/site', 'put'>
const nameOfSetting = (setting: Setting): TextKey => `audit.changed.${setting}`

export type Detail = Record<string, string | number | boolean | null>

/** Each fact of an entry as a reader says it; what was not changed (`null`) is not mentioned. */
export function inWords(detail: Detail | null, nameOf: (id: string) => string | undefined): string[] {
  return Object.entries(detail ?? {}).flatMap(([name, value]) => {
    // The question is the name of the thing itself.
    if (value === null || value === '' || name === 'question' || name === 'with') return []
    if (name === 'changed')
      return String(value)
        .split(' ')
        .map((field) => {
          const key = nameOfSetting(field as Setting)
          return isTextKey(key) ? t(key) : field
        })
    if (name === 'from') return [t('audit.from', { name: String(value) })]
    if (name === 'to') return [t('audit.to', { name: nameOf(String(value)) ?? String(value) })]
    if (name === 'until') return [t('block.until', { at: dayAndTime(String(value)) })]
    if (name === 'by')
      return String(value)
        .split(' ')
        .map((kind) => {
          const key = `block.by.${kind}`
          return isTextKey(key) ? t(key) : kind
        })
    if (name === 'group') return [t('audit.to', { name: String(value) })]
    if (name === 'role') {
      const role = `role.${value}`
      return [isTextKey(role) ? t(role) : String(value)]
    }
    if (name === 'step') return [t(String(value).includes('two-factor') ? 'audit.step.second' : 'audit.step.first')]
    const worded = `audit.${name}.${value}`
    return [isTextKey(worded) ? t(worded) : String(value)]
  })
}
