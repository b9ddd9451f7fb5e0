import type { OffTopicReport } from '#protocol'

/** Conversations that were off the matter: how many, from where, when, and what they cost; for leads. */
export interface OffTopic {
  offTopic(site: string, days: number): Promise<OffTopicReport>
}
