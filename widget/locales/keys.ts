import type { texts as panelTexts } from './en/panel.ts'
import type { texts as chatTexts } from './en/chat.ts'

type PluralOf<Key> = Key extends `${infer Base}_other` ? Base : never
/** Every key of the English texts, and the further forms by number that another language may need. */
type Like<Texts> = Record<keyof Texts, string> & Partial<Record<`${PluralOf<keyof Texts>}_${'few' | 'many'}`, string>>

export type PanelTexts = Like<typeof panelTexts>
export type ChatTexts = Like<typeof chatTexts>
type Key = keyof PanelTexts | keyof ChatTexts
/** Keys with forms by number, without their ending. */
export type PluralKey = PluralOf<Key>
export type TextKey = Exclude<Key, `${PluralKey}_${string}`>
