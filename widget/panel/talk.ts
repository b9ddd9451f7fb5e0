import { type Signal, signal } from '@preact/signals'
import type { Conversing } from '../conversation/conversing.ts'
import type { Identity } from '../host-api.ts'
import type { PanelState } from './panel-state.ts'

type ConversationPart = typeof import('../conversation/part.tsx')

/** The panel's hold on the conversation: the part that draws it and the state behind it load when first needed. */
export interface Talk {
  part: Signal<ConversationPart | null>
  conversing: Signal<Conversing | null>
  failed: Signal<boolean>
  load(): Promise<Conversing | null>
  /** A conversation is going on, or was begun and not sent yet. */
  live(): boolean
  identify(identity: Identity): void
  reset(): void
}

export function createTalk(panel: PanelState, signalEnd: AbortSignal): Talk {
  let loading: Promise<Conversing | null> | undefined
  const talk: Talk = {
    part: signal(null),
    conversing: signal(null),
    failed: signal(false),
    load() {
      loading ??= import('../conversation/part.tsx').then(
        (part) => {
          if (signalEnd.aborted) return null
          const conversing = part.createConversing(panel, signalEnd)
          talk.conversing.value = conversing
          talk.part.value = part
          talk.failed.value = false
          return conversing
        },
        () => {
          loading = undefined
          talk.failed.value = true
          return null
        },
      )
      return loading
    },
    live: () => panel.memory.get('conversation') !== null,
    identify(identity) {
      panel.identity = identity
      talk.conversing.peek()?.identify()
    },
    reset() {
      for (const name of panel.memory.names()) panel.memory.set(name, null)
      talk.conversing.peek()?.forget()
    },
  }
  if (talk.live()) void talk.load()
  // Another tab began a conversation: this one shows it too.
  panel.memory.onChange((name) => {
    if (name === 'conversation' && talk.live()) void talk.load()
  }, signalEnd)
  return talk
}
