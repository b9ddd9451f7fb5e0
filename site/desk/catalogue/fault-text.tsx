import { t } from '../texts.ts'
import type { CatalogueImport } from './send-feed.ts'

type Fault = NonNullable<CatalogueImport['fault']>

/** What is wrong with a feed and what to do, with its line and the parser's own words. */
export function FaultText({ fault }: { fault: Fault }) {
  const words = fault.code === 'columns_needed' ? null : fault.detail
  return (
    <p>
      {t(`catalogue.fault.${fault.code}`)}{' '}
      {fault.line === null ? null : <strong>{t('catalogue.line', { line: fault.line })}</strong>}{' '}
      {words ? <code class="soft break">{words}</code> : null}
    </p>
  )
}
