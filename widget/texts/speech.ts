import { createSay, type InterfaceLocale, type Say, type Text } from '#shared'
import type { TextKey } from '../locales/keys.ts'

/** Texts as a part of the widget brings them. */
export type Pack = Readonly<Partial<Record<TextKey, Text>>>

/** The interface's voice in one locale. */
export interface Speech {
  locale: InterfaceLocale
  say: Say<TextKey>
  /** Whether there is such a key: the server names events by code. */
  knows(key: string): key is TextKey
  /** The same voice with the texts of another part. */
  with(texts: Pack, own?: Pack): Speech
}

/** `own`: how this shop says it. */
export const createSpeech = (locale: InterfaceLocale, texts: Pack, own?: Pack): Speech => ({
  locale,
  say: createSay(locale, { ...texts, ...own }),
  knows: (key): key is TextKey => Object.hasOwn(texts, key),
  with: (more, said = own) => createSpeech(locale, { ...texts, ...more }, said),
})
