import { t } from '../texts.ts'
import { countryName } from '../visitors/visit-words.ts'
import type { Block } from '../shapes.ts'

/** Whom a block concerns, in words. */
export const byWords = (kind: Block['kinds'][number], country: string | null): string =>
  kind === 'country' ? t('block.by.country', { country: countryName(country) ?? '' }) : t(`block.by.${kind}`)
