import type { ComponentChildren } from 'preact'
import { LanguageChoice } from '../ui/language-choice.tsx'

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
      <LanguageChoice />
    </main>
  )
}
