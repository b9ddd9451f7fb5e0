import type { ToldAttribute } from '../../visitors/attributes/attributes.ts'

/** Everything that is kept of one visitor. */
export interface HeldOfVisitor {
  visitorId: string
  conversations: {
    id: string
    state: string
    name: string | null
    mail: string | null
    question: string
    packet: unknown
    stars: number | null
    ratingComment: string | null
    /** Names of the labels it has. */
    labels: string[]
    createdAt: string
    solvedAt: string | null
    messages: {
      author: string
      authorName: string | null
      kind: string
      text: string
      sentAt: string
      editedAt: string | null
      /** `url` holds for an hour at most. */
      files: { id: string; name: string; type: string; size: number; url: string; until: string }[]
    }[]
    letters: { recipient: string; kind: string; createdAt: string; sentAt: string | null }[]
    received: { sender: string; subject: string; text: string; receivedAt: string }[]
  }[]
  /** What colleagues noted about the visitor, and decisions to keep them out. */
  notes: { text: string; byName: string; createdAt: string }[]
  tasks: { text: string; byName: string; createdAt: string; doneAt: string | null }[]
  blocks: { scope: string; reason: string; until: string | null; createdAt: string }[]
  visits: { at: string; kind: string; query: string; answerId: string | null; reason: string | null }[]
  /** Cards they were shown on the shop's pages. */
  invitations: {
    text: string
    operatorName: string
    createdAt: string
    shownAt: string | null
    ending: string | null
  }[]
  /** Where the desk sees who is on the site. */
  pages: { url: string; title: string; at: string }[]
  /** What the shop's page and server told. */
  attributes: Pick<ToldAttribute, 'name' | 'value' | 'verified' | 'at'>[]
}
