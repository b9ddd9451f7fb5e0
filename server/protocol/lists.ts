/** Lists of the desk. `open`: what operators hold, of everybody one may read. */
export const DESK_LISTS = ['queue', 'mine', 'snoozed', 'waiting', 'held', 'open', 'solved', 'all'] as const
export type DeskList = (typeof DESK_LISTS)[number]

/** By chat, or answered by mail. */
export const CHANNELS = ['chat', 'mail'] as const
/** Four or five stars; one or two. */
export const RATINGS = ['good', 'bad'] as const

export const LATELY_DAYS = ['1', '7', '30', '90'] as const

/** What a list is narrowed to; what is left out narrows nothing. */
export interface ListFilter {
  label?: string | undefined
  /** Whose it is, or was. */
  operator?: string | undefined
  group?: string | undefined
  site?: string | undefined
  channel?: (typeof CHANNELS)[number] | undefined
  /** It began within so many days. */
  days?: (typeof LATELY_DAYS)[number] | undefined
  /** Moments (ISO 8601) between which it began. */
  from?: string | undefined
  to?: string | undefined
  rating?: (typeof RATINGS)[number] | undefined
  /** An answer took longer than was promised. */
  late?: 'yes' | undefined
}

/** A narrowed list under a name. */
export interface SavedView {
  id: string
  site: string
  name: string
  list: DeskList
  filter: ListFilter
  /** Everybody of the site sees it. */
  shared: boolean
  /** Whether whoever asks may change it. */
  own: boolean
}

/** Of one person, or shared by one site: more nobody finds their way in. */
export const MOST_SAVED_VIEWS = 30
