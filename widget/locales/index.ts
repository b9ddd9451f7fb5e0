import type { InterfaceLocale, Text } from '#shared'
import { texts as deChat } from './de/chat.ts'
import { texts as deFiles } from './de/files.ts'
import { texts as deForm } from './de/form.ts'
import { texts as deJudged } from './de/judged.ts'
import { texts as dePanel } from './de/panel.ts'
import { texts as enChat } from './en/chat.ts'
import { texts as enFiles } from './en/files.ts'
import { texts as enForm } from './en/form.ts'
import { texts as enJudged } from './en/judged.ts'
import { texts as enPanel } from './en/panel.ts'
import { texts as ruChat } from './ru/chat.ts'
import { texts as ruFiles } from './ru/files.ts'
import { texts as ruForm } from './ru/form.ts'
import { texts as ruJudged } from './ru/judged.ts'
import { texts as ruPanel } from './ru/panel.ts'

/** Everything the widget says, for whoever offers to say it otherwise. The widget itself loads its texts part by part. */
export const WIDGET_TEXTS: Record<InterfaceLocale, Readonly<Record<string, Text>>> = {
  ru: { ...ruPanel, ...ruJudged, ...ruChat, ...ruFiles, ...ruForm },
  en: { ...enPanel, ...enJudged, ...enChat, ...enFiles, ...enForm },
  de: { ...dePanel, ...deJudged, ...deChat, ...deFiles, ...deForm },
}
