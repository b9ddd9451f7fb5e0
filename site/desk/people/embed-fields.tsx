import { SecretFields } from '../identity/secret-fields.tsx'
import { t } from '../texts.ts'
import { CopyField } from '../ui/copy-field.tsx'

/** What an owner takes to the shop: the two lines to paste, and the secret its server vouches for customers with. */
export function EmbedFields({ site, hint = t('site.embedHint') }: { site: string; hint?: string }) {
  const lines = [
    '<script>window.Firstline=window.Firstline||function(){(Firstline.q=Firstline.q||[]).push(arguments)}</script>',
    `<script async src="${location.origin}/widget.js" data-site="${site}"></script>`,
  ].join('\n')
  return (
    <section class="card">
      <h2>{t('site.embed')}</h2>
      <p class="field-hint">{hint}</p>
      <CopyField label={t('site.embedLines')} value={lines} />
      <SecretFields />
    </section>
  )
}
