import type { OwnReviews, QualityCard, QualityReport, QualityVerdict, RefusalCode } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import type { Answered } from '../answered.ts'

type Done<T extends object = Record<never, never>> = Promise<Answered<T, RefusalCode>>

/** How leads judge conversations of a site, and what an operator sees of it. */
export interface Quality {
  /** `week`: any day of it by the site's calendar; null: the running one. */
  quality(site: string, week: string | null): Promise<QualityReport>
  drawSample(by: DeskMember, site: string, week: string | null): Done<{ drawn: number }>
  saveQualityCard(by: DeskMember, site: string, card: QualityCard): Done
  judge(
    by: DeskMember,
    site: string,
    id: string,
    said: { scores: Record<string, QualityVerdict>; comment: string },
  ): Done
  ownReviews(person: DeskMember, site: string, page: { page: number; perPage: number }): Promise<OwnReviews>
  answerReview(by: DeskMember, site: string, id: string, text: string): Done
}
