import type { Actor, Person } from '../actor.ts'
import type { Answer, AnswerContent, AnswerPatch, Revision } from './answer.ts'
import type { AnswerId } from '../ids.ts'
import { ok, refuse, type Result } from '../result.ts'
import type { AnswerStep } from './store/answer-store.ts'
import { type AnswerCare, contentOf, WrittenPatch } from './content.ts'
import type { MoveRefused } from './refusals.ts'

/**
 * States and moves: draft → in review → published → retired. Every step makes a revision, so the history says who did
 * what when, and a number identifies a text. While a published answer is revised, `liveRevision` keeps pointing to
 * what visitors see.
 */
type Moved = Result<AnswerStep, MoveRefused>

export const mayApprove = (actor: Actor): boolean => actor.role !== 'operator'
const person = (actor: Actor): Person => ({ id: actor.id, name: actor.name })

export function draftAnswer(
  id: AnswerId,
  content: AnswerContent,
  origin: string | null,
  actor: Actor,
  now: number,
): AnswerStep {
  const at = new Date(now).toISOString()
  const answer: Answer = {
    ...contentOf(content),
    id,
    state: 'draft',
    revision: 1,
    liveRevision: null,
    phrasings: [],
    author: person(actor),
    approvedBy: null,
    selfApproved: false,
    returnedWith: null,
    from: origin,
    createdAt: at,
    updatedAt: at,
    publishedAt: null,
  }
  return { answer, revision: revisionOf(answer, 'created', null, actor) }
}

/** What the shop's own files say needs no second person: they were reviewed where they are kept. */
export function importedAnswer(
  previous: Answer | null,
  id: AnswerId,
  content: AnswerContent,
  actor: Actor,
  now: number,
): AnswerStep {
  const base = previous ?? draftAnswer(id, content, null, actor, now).answer
  const at = new Date(now).toISOString()
  const revision = previous ? previous.revision + 1 : 1
  const answer: Answer = {
    ...base,
    ...contentOf(content),
    state: 'published',
    revision,
    liveRevision: revision,
    author: person(actor),
    approvedBy: person(actor),
    selfApproved: false,
    returnedWith: null,
    updatedAt: at,
    publishedAt: at,
  }
  return { answer, revision: revisionOf(answer, 'imported', null, actor) }
}

export function reviseAnswer(
  answer: Answer,
  patch: AnswerPatch,
  expectedRevision: number,
  actor: Actor,
  now: number,
): Moved {
  if (answer.state === 'retired') return refuse({ code: 'wrong_state' })
  if (answer.revision !== expectedRevision) return refuse({ code: 'revision_conflict', current: answer.revision })
  return ok(
    step(
      answer,
      {
        ...written(patch),
        state: 'draft',
        author: person(actor),
        returnedWith: null,
        approvedBy: null,
        selfApproved: false,
      },
      'revised',
      null,
      actor,
      now,
    ),
  )
}

export function submitAnswer(answer: Answer, actor: Actor, now: number): Moved {
  if (answer.state !== 'draft') return refuse({ code: 'wrong_state' })
  return ok(step(answer, { state: 'in_review', returnedWith: null }, 'submitted', null, actor, now))
}

/** `changes` are the approving lead's own: the author stays, and the step says who made them. */
export function approveAnswer(
  answer: Answer,
  actor: Actor,
  otherLeads: number,
  now: number,
  changes: AnswerPatch = {},
): Moved {
  if (answer.state !== 'in_review') return refuse({ code: 'wrong_state' })
  if (!mayApprove(actor)) return refuse({ code: 'not_allowed' })
  const own = answer.author.id === actor.id
  if (own && otherLeads > 0) return refuse({ code: 'own_answer' })
  const at = new Date(now).toISOString()
  return ok(
    step(
      answer,
      {
        ...written(changes),
        state: 'published',
        liveRevision: answer.revision + 1,
        approvedBy: person(actor),
        selfApproved: own,
        publishedAt: at,
      },
      Object.keys(written(changes)).length > 0 ? 'amended' : 'approved',
      null,
      actor,
      now,
    ),
  )
}

export function sendBackAnswer(answer: Answer, comment: string, actor: Actor, now: number): Moved {
  if (answer.state !== 'in_review') return refuse({ code: 'wrong_state' })
  if (!mayApprove(actor)) return refuse({ code: 'not_allowed' })
  const words = comment.trim()
  if (!words) return refuse({ code: 'comment_needed' })
  return ok(step(answer, { state: 'draft', returnedWith: words }, 'returned', words, actor, now))
}

/** A lead retires anything; others only their own draft that visitors never saw. */
export function retireAnswer(answer: Answer, actor: Actor, now: number): Moved {
  if (answer.state === 'retired') return refuse({ code: 'wrong_state' })
  const ownDraft = answer.author.id === actor.id && answer.liveRevision === null
  if (!mayApprove(actor) && !ownDraft) return refuse({ code: 'not_allowed' })
  return ok(step(answer, { state: 'retired', liveRevision: null }, 'retired', null, actor, now))
}

/** What is said of a published answer's time and keeper is a lead's word at once; its text stays as it was approved. */
export function tendAnswer(
  answer: Answer,
  care: AnswerCare,
  expectedRevision: number,
  actor: Actor,
  now: number,
): Moved {
  if (answer.state !== 'published') return refuse({ code: 'wrong_state' })
  if (!mayApprove(actor)) return refuse({ code: 'not_allowed' })
  if (answer.revision !== expectedRevision) return refuse({ code: 'revision_conflict', current: answer.revision })
  return ok(step(answer, { ...written(care), liveRevision: answer.revision + 1 }, 'tended', null, actor, now))
}

export function restoreAnswer(answer: Answer, old: Revision, actor: Actor, now: number): Moved {
  if (answer.state === 'in_review') return refuse({ code: 'wrong_state' })
  // Who shows it and when was never a matter of this text alone: a shop, or its time, may have ended since.
  const { site, locale, sharedWith, validFrom, validUntil, reviewBy, owner } = answer
  const content = { ...contentOf(old), site, locale, sharedWith, validFrom, validUntil, reviewBy, owner }
  return ok(
    step(
      answer,
      { ...content, state: 'draft', author: person(actor), returnedWith: null, approvedBy: null, selfApproved: false },
      'restored',
      String(old.revision),
      actor,
      now,
    ),
  )
}

/** Only fields that an author may write. */
const written = (patch: AnswerPatch): AnswerPatch =>
  Object.fromEntries(
    Object.entries(patch).filter(([field, value]) => value !== undefined && Object.hasOwn(WrittenPatch.shape, field)),
  )

function step(
  answer: Answer,
  changes: Partial<Answer>,
  act: string,
  comment: string | null,
  actor: Actor,
  now: number,
): AnswerStep {
  const next: Answer = { ...answer, ...changes, revision: answer.revision + 1, updatedAt: new Date(now).toISOString() }
  return { answer: next, revision: revisionOf(next, act, comment, actor) }
}

function revisionOf(answer: Answer, act: string, comment: string | null, actor: Actor): Revision {
  return {
    ...contentOf(answer),
    answerId: answer.id,
    revision: answer.revision,
    author: person(actor),
    at: answer.updatedAt,
    act,
    comment,
  }
}
