import { useSignal } from '@preact/signals'
import { read } from '../api.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Banner } from '../ui/parts.tsx'

/** What an owner takes to the shop: the two lines to paste, and the secret its server vouches for customers with. */
export function EmbedFields({ site }: { site: string }) {
  const secret = useSignal<string | null>(null)
  const problem = useSignal<string | null>(null)
  const lines = [
    '<script>window.Firstline=window.Firstline||function(){(Firstline.q=Firstline.q||[]).push(arguments)}</script>',
    `<script async src="${location.origin}/widget.js" data-site="${site}"></script>`,
  ].join('\n')

  async function show(): Promise<void> {
    const answered = await read<{ secret: string }>('/api/desk/site/identity-secret')
    problem.value = answered.ok ? null : problemText(answered.problem)
    if (answered.ok) secret.value = answered.value.secret
  }
  return (
    <section class="card">
      <h2>{t('site.embed')}</h2>
      <p class="field-hint">{t('site.embedHint')}</p>
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
      {problem.value ? (
        <Banner tone="bad" live>
          {problem.value}
        </Banner>
      ) : null}
    </section>
  )
}
