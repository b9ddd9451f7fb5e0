import { createHash } from 'node:crypto'
import type { Site } from '#kb'

/**
 * A shop's four values as CSS; the fifth is its logo. They stand in a `<style>` that the page's policy allows by its
 * hash: no further request, no flash of the house's colours, and the same text for every reader, so the route cache may keep it.
 */
export function brandCss({ brand }: Pick<Site, 'brand'>): string {
  const values = [
    `--brand-accent:${plain(brand.color)}`,
    `--brand-accent-dark:${plain(brand.colorDark)}`,
    `--brand-radius:${Number(brand.radius)}px`,
  ]
  if (brand.font) values.push(`--brand-font:${plain(brand.font)},'Golos Text Variable','Golos Text Fallback'`)
  // The widget on these pages speaks in their typeface.
  values.push('--brand-type:var(--font)')
  // Said twice: the linked sheet that follows says `:root` once, and must not win.
  return `:root:root{${values.join(';')}}`
}

/** A value that cannot leave its declaration or the element: the admin writes it, the page must stay whole. */
const plain = (value: string) => value.replace(/[^\w\s#%.,()'"-]/g, '')

export const cspHash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
