/** Signs people put into replies, with the text that names each: words one may type for it, the first of them shown. */
export const EMOJI = [
  ['🙂', 'smile'],
  ['😊', 'glad'],
  ['😉', 'wink'],
  ['😅', 'relief'],
  ['😔', 'sad'],
  ['🙏', 'thanks'],
  ['👍', 'good'],
  ['👎', 'bad'],
  ['👌', 'ok'],
  ['👋', 'hello'],
  ['🤝', 'agreed'],
  ['💪', 'strong'],
  ['🎉', 'party'],
  ['🎁', 'gift'],
  ['❤️', 'heart'],
  ['🔥', 'fire'],
  ['⭐', 'star'],
  ['✅', 'done'],
  ['❌', 'no'],
  ['❗', 'important'],
  ['❓', 'question'],
  ['💡', 'idea'],
  ['⏳', 'wait'],
  ['⏰', 'clock'],
  ['📅', 'date'],
  ['📦', 'parcel'],
  ['🚚', 'delivery'],
  ['🏠', 'home'],
  ['🏬', 'store'],
  ['📍', 'place'],
  ['💳', 'card'],
  ['💰', 'money'],
  ['🧾', 'receipt'],
  ['📞', 'phone'],
  ['✉️', 'mail'],
  ['📎', 'file'],
  ['📷', 'photo'],
  ['🔗', 'link'],
  ['🔍', 'search'],
  ['🔧', 'repair'],
] as const
export type EmojiName = (typeof EMOJI)[number][1]

export interface EmojiAsked {
  start: number
  end: number
  typed: string
}

/** `:` at the beginning of a word and at least two letters: fewer are a smile typed by hand. */
const ASKED = /(?:^|[\s(]):([\p{L}]{2,20})$/u

export function findEmoji(text: string, from: number, to: number): EmojiAsked | null {
  const typed = from === to ? ASKED.exec(text.slice(0, to))?.[1] : undefined
  return typed === undefined ? null : { start: to - typed.length - 1, end: to, typed }
}
