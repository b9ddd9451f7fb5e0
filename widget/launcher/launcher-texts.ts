import type { InterfaceLocale } from '#shared'

/** All the loader says by itself; everything else comes with the panel. */
export const launcherTexts: Record<InterfaceLocale, { open: string; close: string; unread: string }> = {
  en: { open: 'Help', close: 'Close help', unread: 'new messages' },
  ru: { open: 'Помощь', close: 'Закрыть помощь', unread: 'новые сообщения' },
}
