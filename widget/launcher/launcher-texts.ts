import type { InterfaceLocale } from '#shared'

/** All the loader says by itself: the launcher's name. Everything else comes with the panel. */
export const launcherNames: Record<InterfaceLocale, string> = { de: 'Hilfe', en: 'Help', ru: 'Помощь' }
