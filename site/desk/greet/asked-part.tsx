import type { HandoverPacket } from '#protocol'
import { t } from '../texts.ts'

/** What the visitor said where the shop asked before the first message. */
export function AskedPart({ form }: Pick<HandoverPacket, 'form'>) {
  if (!form) return null
  return (
    <>
      {form.subject ? (
        <>
          <dt>{t('asked.subject')}</dt>
          <dd>{form.subject}</dd>
        </>
      ) : null}
      {form.phone ? (
        <>
          <dt>{t('asked.phone')}</dt>
          <dd>
            <a href={`tel:${form.phone.replace(/[^\d+]/g, '')}`}>{form.phone}</a>
          </dd>
        </>
      ) : null}
      {form.order ? (
        <>
          <dt>{t('asked.order')}</dt>
          <dd class="break">{form.order}</dd>
        </>
      ) : null}
    </>
  )
}
