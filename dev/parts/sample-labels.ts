import type { InterfaceLocale } from '#shared'
import type { Label } from '#protocol'
import { detailOf } from './sample.ts'
import { siteOf } from './sample-library.ts'

const NAMES = { ru: ['Брак', 'Ждём поставщика', 'Опт'], en: ['Defect', 'Waiting for the supplier', 'Wholesale'] }

/** Labels of the sample shop. */
export const labelsOf = (locale: InterfaceLocale): Label[] =>
  (locale === 'ru' ? NAMES.ru : NAMES.en).map((name, at) => ({
    id: `lbl_${at + 1}`,
    site: at === 2 ? siteOf().id : detailOf(locale).site,
    name,
    color: (['red', 'yellow', 'blue'] as const)[at] ?? 'grey',
    setBy: at === 2 ? 'leads' : 'operators',
  }))
