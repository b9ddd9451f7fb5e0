import { newId } from '#shared'
import { describe, expect, it } from 'vitest'
import { aLead, anOperator, NOW, someContent } from '../testing/an-answer.ts'
import type { Answer, Revision } from './answer.ts'
import {
  approveAnswer,
  draftAnswer,
  restoreAnswer,
  retireAnswer,
  reviseAnswer,
  sendBackAnswer,
  submitAnswer,
} from './answer-moves.ts'

const draft = () => draftAnswer(newId('ans', NOW), someContent(), null, anOperator, NOW)
const moved = (...moves: ((answer: Answer) => ReturnType<typeof submitAnswer>)[]): Answer =>
  moves.reduce((answer, move) => {
    const result = move(answer)
    if (!result.ok) throw new Error(result.refused.code)
    return result.value.answer
  }, draft().answer)
const submit = (answer: Answer) => submitAnswer(answer, anOperator, NOW)
const approve = (answer: Answer) => approveAnswer(answer, aLead, 1, NOW)

describe('moves of an answer', () => {
  it('lead from draft over review to published, a revision each', () => {
    const published = moved(submit, approve)
    expect(published).toMatchObject({
      state: 'published',
      revision: 3,
      liveRevision: 3,
      approvedBy: { id: 'usr_lead' },
      selfApproved: false,
    })
  })

  it('take the approving lead’s own changes: the author stays, the step says who made them', () => {
    const made = approveAnswer(moved(submit), aLead, 1, NOW, { body: 'Иначе.' })
    if (!made.ok) throw new Error(made.refused.code)
    expect(made.value.answer).toMatchObject({
      state: 'published',
      body: 'Иначе.',
      liveRevision: 3,
      author: { id: 'usr_operator' },
      approvedBy: { id: 'usr_lead' },
    })
    expect(made.value.revision).toMatchObject({ act: 'amended', author: { id: 'usr_lead' }, body: 'Иначе.' })
  })

  it('keep what visitors see while the next wording is written and reviewed', () => {
    const revised = moved(
      submit,
      approve,
      (answer) => reviseAnswer(answer, { body: 'Иначе.' }, 3, anOperator, NOW),
      submit,
    )
    expect(revised).toMatchObject({
      state: 'in_review',
      revision: 5,
      liveRevision: 3,
      body: 'Иначе.',
      author: { id: 'usr_operator' },
    })
  })

  it('refuse a revision made on an older one, and say which is current', () => {
    expect(reviseAnswer(moved(submit), { body: 'x' }, 1, anOperator, NOW)).toEqual({
      ok: false,
      refused: { code: 'revision_conflict', current: 2 },
    })
  })

  it('ignore fields that no author may write', () => {
    const revised = reviseAnswer(
      draft().answer,
      { site: 'other', state: 'published', liveRevision: 9, id: 'ans_x', body: 'y' } as never,
      1,
      anOperator,
      NOW,
    )
    expect(revised).toMatchObject({
      ok: true,
      value: { answer: { site: 'tropa', state: 'draft', liveRevision: null, body: 'y' } },
    })
  })

  it('refuse an approval by an operator', () => {
    expect(approveAnswer(moved(submit), anOperator, 0, NOW)).toEqual({ ok: false, refused: { code: 'not_allowed' } })
  })

  it("refuse a lead's own answer while another lead exists, and record it as self-approved when none does", () => {
    const own = submitAnswer(draftAnswer(newId('ans', NOW), someContent(), null, aLead, NOW).answer, aLead, NOW)
    if (!own.ok) throw new Error()
    expect(approveAnswer(own.value.answer, aLead, 1, NOW)).toEqual({ ok: false, refused: { code: 'own_answer' } })
    expect(approveAnswer(own.value.answer, aLead, 0, NOW)).toMatchObject({
      ok: true,
      value: { answer: { selfApproved: true } },
    })
  })

  it('refuse to send back without a word, and hand the words to the author', () => {
    expect(sendBackAnswer(moved(submit), '  ', aLead, NOW)).toEqual({ ok: false, refused: { code: 'comment_needed' } })
    expect(sendBackAnswer(moved(submit), 'короче', aLead, NOW)).toMatchObject({
      ok: true,
      value: { answer: { state: 'draft', returnedWith: 'короче' }, revision: { act: 'returned', comment: 'короче' } },
    })
  })

  it('refuse steps that do not fit the state', () => {
    const wrong = { ok: false, refused: { code: 'wrong_state' } }
    expect(submitAnswer(moved(submit), anOperator, NOW)).toEqual(wrong)
    expect(approveAnswer(draft().answer, aLead, 1, NOW)).toEqual(wrong)
    expect(sendBackAnswer(draft().answer, 'x', aLead, NOW)).toEqual(wrong)
    const retired = moved((answer) => retireAnswer(answer, aLead, NOW))
    expect(retireAnswer(retired, aLead, NOW)).toEqual(wrong)
    expect(reviseAnswer(retired, {}, 2, aLead, NOW)).toEqual(wrong)
  })

  it('let an operator retire only an own draft that nobody saw', () => {
    expect(retireAnswer(draft().answer, anOperator, NOW).ok).toBe(true)
    expect(retireAnswer(moved(submit, approve), anOperator, NOW)).toEqual({
      ok: false,
      refused: { code: 'not_allowed' },
    })
  })

  it('bring an old wording back as the newest draft, whose author is who restored it', () => {
    const first = draft()
    const retired = moved((answer) => retireAnswer(answer, aLead, NOW))
    const restored = restoreAnswer(retired, { ...first.revision, body: 'Как было.' } as Revision, aLead, NOW)
    expect(restored).toMatchObject({
      ok: true,
      value: {
        answer: { state: 'draft', body: 'Как было.', author: { id: 'usr_lead' } },
        revision: { act: 'restored' },
      },
    })
  })
})
