import type { InterfaceLocale, TextsIn } from '#shared'
import type { texts as chatTexts } from './en/chat.ts'
import type { texts as fileTexts } from './en/files.ts'
import type { texts as formTexts } from './en/form.ts'
import type { texts as inviteTexts } from './en/invite.ts'
import type { texts as judgedTexts } from './en/judged.ts'
import type { texts as productTexts } from './en/product.ts'
import type { texts as panelTexts } from './en/panel.ts'

export type PanelTexts<L extends InterfaceLocale> = TextsIn<L, typeof panelTexts>
export type ChatTexts<L extends InterfaceLocale> = TextsIn<L, typeof chatTexts>
export type FileTexts<L extends InterfaceLocale> = TextsIn<L, typeof fileTexts>
export type FormTexts<L extends InterfaceLocale> = TextsIn<L, typeof formTexts>
export type ProductTexts<L extends InterfaceLocale> = TextsIn<L, typeof productTexts>
export type InviteTexts<L extends InterfaceLocale> = TextsIn<L, typeof inviteTexts>
export type JudgedTexts<L extends InterfaceLocale> = TextsIn<L, typeof judgedTexts>
export type TextKey =
  | keyof typeof judgedTexts
  | keyof typeof panelTexts
  | keyof typeof chatTexts
  | keyof typeof fileTexts
  | keyof typeof formTexts
