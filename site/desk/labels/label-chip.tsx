import type { ComponentChildren } from 'preact'
import type { Label } from '#protocol'

/** A word with its colour beside it: the word can be read in every theme, and without the colour. */
export function LabelChip({ label, children }: { label: Pick<Label, 'name' | 'color'>; children?: ComponentChildren }) {
  return (
    <span class="chip label-chip">
      <span class={`label-dot label-dot-${label.color}`} aria-hidden="true" />
      <span class="label-name">{label.name}</span>
      {children}
    </span>
  )
}
