import type { ComponentChildren } from 'preact'
import { chooseLanguage, language, t } from '../texts.ts'
import { Choice } from '../ui/parts.tsx'

/** The page before the desk: one card, one thing to do. */
export function Door({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="door">
      <div class="door-card">
        <p class="door-brand">
          <img src="/favicon.svg" width="32" height="32" alt="" /> Firstline
        </p>
        <h1>{title}</h1>
        {children}
      </div>
      <Choice
        label={t('account.language')}
        value={language.value}
        options={[
          { value: 'ru', text: 'Русский' },
          { value: 'en', text: 'English' },
        ]}
        onChoose={chooseLanguage}
      />
    </main>
  )
}
