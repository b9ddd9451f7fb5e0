/** Of how many conversations how many were off the matter. */
export interface OffTopicShare {
  /** A page's path, where somebody came from, or an hour of the site's day (`0` to `23`); empty: not known. */
  key: string
  all: number
  offTopic: number
}

// GET /api/desk/off-topic
export interface OffTopicReport {
  all: number
  offTopic: number
  /** What operators wrote in them. */
  messages: number
  /** From taking one to its end, an hour at most of each. */
  operatorMs: number
  /** Those with the most of them first. */
  pages: OffTopicShare[]
  /** null: nobody is watched. */
  sources: OffTopicShare[] | null
  /** In order. */
  hours: OffTopicShare[]
}
