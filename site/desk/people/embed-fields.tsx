import { useSignal } from '@preact/signals'
import { get } from '../http.ts'
import { t } from '../texts.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Banner } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'

/** What an owner takes to the shop: the two lines to paste, and the secret its server vouches for customers with. */
export function EmbedFields({ site, hint = t('site.embedHint') }: { site: string; hint?: string }) {
  const secret = useSignal<string | null>(null)
  const showing = useAction(() => get('/desk/site/identity-secret'))
  const lines = [
    '<script>window.Firstline=window.Firstline||function(){(Firstline.q=Firstline.q||[]).push(arguments)}</script>',
    `<script async src="${location.origin}/widget.js" data-site="${site}"></script>`,
  ].join('\n')

  async function show(): Promise<void> {
    const done = await showing.run()
    if (done) secret.value = done.value.secret
  }
  return (
    <section class="card">
      <h2>{t('site.embed')}</h2>
      <p class="field-hint">{hint}</p>
      <CopyField label={t('site.embedLines')} value={lines} />
      <h3>{t('site.identity')}</h3>
      <p class="field-hint">{t('site.identityHint')}</p>
      {secret.value ? (
        <CopyField label={t('site.identity')} value={secret.value} />
      ) : (
        <button type="button" class="button button-small" onClick={() => void show()}>
          {t('site.identityShow')}
        </button>
      )}
      {showing.problem ? (
        <Banner tone="bad" live>
          {showing.problem}
        </Banner>
      ) : null}
    </section>
  )
}
