import { effect, signal } from '@preact/signals'
import { readStored, writeStored } from '../stored.ts'

export type Theme = 'auto' | 'light' | 'dark'
const KEY = 'firstline.desk.theme'

export const theme = signal<Theme>(
  readStored(KEY, (value): value is Theme => value === 'auto' || value === 'light' || value === 'dark') ?? 'auto',
)

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen
  writeStored(KEY, chosen)
}

/** The tokens read `data-theme`; without it they follow the device. */
export function startTheme(): void {
  effect(() => {
    if (theme.value === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme.value
  })
}
