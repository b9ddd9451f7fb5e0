import type { Journal } from '../journal/contract.ts'
import type { OffTopic } from '../off-topic/contract.ts'
import type { Quality } from '../quality/contract.ts'
import type { Work } from './contract.ts'

export type { Journal, OffTopic, Quality, Work }

/** What leads see of the work on their site, and say of it. */
export type ForLeads = Work & Journal & Quality & OffTopic
