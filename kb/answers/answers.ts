import type { Page } from '#shared'
import type { AnswerId, PhrasingId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Actor } from '../actor.ts'
import type {
  Answer,
  AnswerContent,
  AnswerFilter,
  AnswerPatch,
  AnswerState,
  NewAnswer,
  Phrasing,
  Revision,
} from './answer.ts'
import type { AnswerCare } from './content.ts'
import type { DueAnswer } from './validity/due.ts'
import type { Difference } from './difference.ts'
import type { ContentRefused, MoveRefused } from './refusals.ts'

/** An answer's life: written, reviewed, published, revised, retired; and the desk's look at all of them. */
export interface Answers {
  create(content: NewAnswer, actor: Actor, now: number): Promise<Result<Answer, ContentRefused>>
  /** A published answer keeps its old wording while its next revision is written and reviewed. */
  revise(
    id: AnswerId,
    patch: AnswerPatch,
    expectedRevision: number,
    actor: Actor,
    now: number,
  ): Promise<Result<Answer, ContentRefused | MoveRefused>>
  submit(id: AnswerId, actor: Actor, now: number): Promise<Result<Answer, ContentRefused | MoveRefused>>
  /** Leads only; never one's own while another lead exists (`own_answer`); alone, recorded as self-approved. `otherLeads` counts active leads and admins other than the actor. */
  approve(
    id: AnswerId,
    actor: Actor,
    otherLeads: number,
    now: number,
    /** The lead's own changes to what was submitted, made on this revision. */
    own?: { patch: AnswerPatch; expectedRevision: number },
  ): Promise<Result<Answer, ContentRefused | MoveRefused>>
  sendBack(id: AnswerId, comment: string, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  retire(id: AnswerId, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  /** Sets from when until when a published answer is shown, when it is read again and who cares for it; leads only, without a review. */
  tend(
    id: AnswerId,
    care: AnswerCare,
    expectedRevision: number,
    actor: Actor,
    now: number,
  ): Promise<Result<Answer, ContentRefused | MoveRefused>>
  /** Published answers of a site that are over, or that begin, end or are to be read again within a week; the nearest first. */
  due(site: string, now: number): DueAnswer[]
  /** A published answer that is not shown, as its time has not come or is over. */
  rests(id: AnswerId): boolean
  /** It is `now`: what has begun is shown, what is over is not. Call it every minute. */
  turn(now: number): Promise<AnswerId[]>
  /** Makes an old revision the newest draft (or brings a retired answer back as a draft). */
  restore(id: AnswerId, revision: number, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  /** Other sites' answers that this one shows, as it shows them. */
  sharedInto(site: string): Answer[]
  /** A site that shows another's answer does so no more; leads only. `id`: as it is shown there. */
  endSharing(id: AnswerId, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  revisions(id: AnswerId): Promise<Revision[]>
  /** Readable word difference between two revisions of one answer. */
  difference(id: AnswerId, from: number, to: number): Promise<Difference | null>
  addPhrasing(
    id: AnswerId,
    text: string,
    source: Phrasing['source'],
    actor: Actor,
    now: number,
  ): Promise<Result<Answer, MoveRefused | { code: 'phrasing_exists' | 'phrasing_empty' | 'holds_personal_data' }>>
  removePhrasing(id: AnswerId, phrasing: PhrasingId, actor: Actor, now: number): Promise<Result<Answer, MoveRefused>>
  /** For the desk, newest first. */
  browse(filter: AnswerFilter): Promise<Page<Answer>>
  counts(site: string): Promise<Record<AnswerState, number>>
  /** The editor's preview: HTML of a text that is not saved, and what the library would refuse about it. */
  preview(
    content: Pick<AnswerContent, 'site' | 'locale' | 'question' | 'body' | 'audience'>,
  ): Promise<{ html: string; problems: ContentRefused[] }>
}
