import { signal } from '@preact/signals'

/** The message of ours that is being changed, and its text so far: one at a time. */
export const editing = signal<{ id: string; text: string } | null>(null)
