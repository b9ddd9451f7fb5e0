import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { t } from '../texts.ts'
import { Icon } from './icon.tsx'

interface Toast {
  id: number
  text: string
  tone: 'good' | 'bad'
  undo?: (() => void) | undefined
}

const toasts = signal<readonly Toast[]>([])
let lastId = 0
const SHOWN_MS = 6_000

/** A short word that something was done or was not; `undo` takes it back while the word is shown. */
export function say(text: string, options: { tone?: 'good' | 'bad'; undo?: () => void } = {}): void {
  const id = ++lastId
  toasts.value = [...toasts.value.slice(-2), { id, text, tone: options.tone ?? 'good', undo: options.undo }]
  setTimeout(() => hush(id), SHOWN_MS)
}

const pending = new Set<() => void>()
// A closed tab does not take back what was decided: it is done now instead of in a moment.
addEventListener('pagehide', () => {
  for (const finish of [...pending]) finish()
})

/** Says that something is done and does it once its undo is no longer offered; `back` restores what the screen showed. */
export function sayThenDo(text: string, run: () => void, back: () => void): void {
  const finish = () => {
    clearTimeout(timer)
    if (pending.delete(finish)) run()
  }
  const timer = setTimeout(finish, SHOWN_MS)
  pending.add(finish)
  say(text, {
    undo: () => {
      clearTimeout(timer)
      pending.delete(finish)
      back()
    },
  })
}

function hush(id: number): void {
  toasts.value = toasts.value.filter((each) => each.id !== id)
}

/** `children` stay for as long as they are given. */
export function Toasts({ children }: { children?: ComponentChildren }) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {children}
      {toasts.value.map((toast) => (
        <div class={`toast toast-${toast.tone}`} key={toast.id}>
          <Icon name={toast.tone === 'good' ? 'checkCircle' : 'alert'} />
          <span>{toast.text}</span>
          {toast.undo ? (
            <button
              type="button"
              class="button button-small"
              onClick={() => {
                hush(toast.id)
                toast.undo?.()
              }}
            >
              {t('ui.undo')}
            </button>
          ) : null}
          <button type="button" class="button-icon" aria-label={t('ui.close')} onClick={() => hush(toast.id)}>
            <Icon name="x" />
          </button>
        </div>
      ))}
    </div>
  )
}
