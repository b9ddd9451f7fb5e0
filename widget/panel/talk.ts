import type { Conversing } from '../conversation/conversing.ts'
import type { Draft } from '../conversation/writing/draft.ts'
import type { Identity } from '../host-api.ts'
import { type Signal, signal } from '../signal.ts'
import type { PanelState } from './panel-state.ts'

type WayIn = typeof import('../conversation/way-in.tsx')
type ConversationPart = typeof import('../conversation/part.tsx')

/** The panel's hold on the conversation. The way in loads when a person is wanted; the conversation, and with it the socket, when something is sent. */
export interface Talk {
  wayIn: Signal<WayIn | null>
  draft: Draft | null
  part: Signal<ConversationPart | null>
  conversing: Signal<Conversing | null>
  failed: Signal<boolean>
  loadWayIn(): Promise<WayIn | null>
  converse(): Promise<Conversing | null>
  /** A conversation is going on, or was begun and not sent yet. */
  live(): boolean
  identify(identity: Identity): Promise<void>
  reset(): void
}

export function createTalk(panel: PanelState, life: AbortSignal): Talk {
  let loading: Promise<Conversing | null> | undefined
  const got = async <T>(part: Promise<T>): Promise<T | null> => {
    const loaded = await part.catch(() => null)
    talk.failed.value = !loaded
    return life.aborted ? null : loaded
  }
  const talk: Talk = {
    wayIn: signal(null),
    draft: null,
    part: signal(null),
    conversing: signal(null),
    failed: signal(false),
    async loadWayIn() {
      const wayIn = await got(import('../conversation/way-in.tsx'))
      if (wayIn) {
        wayIn.dress(panel.embedding)
        talk.draft ??= wayIn.createDraft(panel, life)
      }
      talk.wayIn.value = wayIn
      return wayIn
    },
    converse() {
      loading ??= (async () => {
        const [wayIn, part] = await Promise.all([talk.loadWayIn(), got(import('../conversation/part.tsx'))])
        const conversing = wayIn && part && (await part.beginConversing(panel, talk.draft!, life))
        if (!conversing) {
          loading = undefined
          talk.failed.value = !life.aborted
          return null
        }
        talk.part.value = part
        talk.conversing.value = conversing
        return conversing
      })()
      return loading
    },
    live: () => panel.memory.get('conversation') !== null,
    async identify(identity) {
      panel.identity = identity
      // Who was here before may have been another.
      if (talk.live()) (await talk.converse())?.identify()
      if (talk.live()) return
      const token = await import('../conversation/visitor-token.ts').catch(() => null)
      if (await token?.fetchConversation(panel)) (await talk.converse())?.identify()
    },
    reset() {
      for (const memory of [panel.memory, panel.tab]) for (const name of memory.names()) memory.set(name, null)
      talk.conversing.peek()?.forget()
      talk.draft?.write('')
      // Bytes that were to go with a message.
      try {
        indexedDB.deleteDatabase(`firstline:${panel.site}`)
      } catch {}
    },
  }
  if (talk.live()) void talk.converse()
  // Another tab began a conversation: this one shows it too.
  panel.memory.onChange((name) => {
    if (name === 'conversation' && talk.live()) void talk.converse()
  }, life)
  return talk
}
