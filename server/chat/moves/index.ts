import type { Sql } from '../sql.ts'
import { accept, takeOver } from './accept.ts'
import { addVisitorNote, joinVerified, joinVisitors, partVisitors, removeVisitorNote } from './cards/cards.ts'
import { changeMessage } from './change-message.ts'
import { blockVisitor, liftBlock } from './keeping-out/block-visitor.ts'
import { letThrough, markConversation, putAside } from './keeping-out/held.ts'
import { markPromoted, prioritize, reopen, saveDraft, solve, transfer } from './desk-moves.ts'
import { readForYou, tellForYou } from './for-you/put-for-you.ts'
import { emptyForErasure, erase } from './erase.ts'
import { endInvitation, inviteVisitor, showInvitation } from './inviting/invite-visitor.ts'
import { enterGoal } from './goals/enter-goal.ts'
import { matchScenario } from './inviting/match-scenario.ts'
import { endStale, forgetInvitations, pruneInvitations } from './inviting/keep-invitations.ts'
import { enterReading } from './journal/enter-reading.ts'
import { keepWorkDays } from './journal/keep-work-days.ts'
import { keepFile } from './files/keep-file.ts'
import { pruneFiles } from './files/prune-files.ts'
import { changeSites } from './presence/change-sites.ts'
import { buryNodes, decline, dispatch, expireOffers, returnAbandoned } from './presence/offers.ts'
import { saveLabel, setLabels } from './labels/labels.ts'
import { saveView } from './saved-views/save-view.ts'
import { addTask, changeTask, tellDueTasks } from './tasks/tasks.ts'
import { writeDigests } from './digests/write-digests.ts'
import { claimPushes } from './pushing/claim-pushes.ts'
import { dropPush, endPush, keepPushKey, settlePush, subscribePush } from './pushing/subscribe.ts'
import { tendSilent } from './silence/tend-silent.ts'
import { merge, unmerge } from './merging/merge.ts'
import { answerReview, drawSample, judge, saveQualityCard } from './quality/quality.ts'
import { snooze } from './snoozing/snooze.ts'
import { wakeDue } from './snoozing/waking.ts'
import { postMessage } from './post-message.ts'
import { endLease, heartbeat, revoke, setAvailable, setOperator, takeLease } from './presence/presence.ts'
import { claimLetters, dropLetters, letterBounced, letterFailed, letterSent } from './letters/outbox.ts'
import { confirmMailbox } from './letters/confirmed-mailboxes.ts'
import { indexConversations } from './index-conversations.ts'
import { keepReplyKey, mailTranscript } from './letters/queue-mail.ts'
import { stopLetters } from './letters/stop-letters.ts'
import { raise } from './raise.ts'
import { recordResponse } from './record-response.ts'
import { startConversation } from './start-conversation.ts'
import { forgetFaces, setFace } from './set-face.ts'
import { pruneLetters, takeLetter } from './letters/take-letter.ts'
import { endByVisitor, mailInstead, markRead, rate } from './visitor-moves.ts'

/** Everything that changes a conversation. Each runs inside somebody else's transaction and never reads the clock. */
export const moves = {
  accept,
  addTask,
  addVisitorNote,
  answerReview,
  blockVisitor,
  buryNodes,
  changeMessage,
  changeSites,
  changeTask,
  claimLetters,
  claimPushes,
  confirmMailbox,
  decline,
  dispatch,
  drawSample,
  dropLetters,
  dropPush,
  emptyForErasure,
  endByVisitor,
  endInvitation,
  endLease,
  endPush,
  endStale,
  enterReading,
  enterGoal,
  erase,
  expireOffers,
  forgetFaces,
  forgetInvitations,
  heartbeat,
  indexConversations,
  inviteVisitor,
  joinVerified,
  joinVisitors,
  judge,
  keepFile,
  keepPushKey,
  keepReplyKey,
  keepWorkDays,
  letThrough,
  letterBounced,
  letterFailed,
  letterSent,
  liftBlock,
  mailInstead,
  mailTranscript,
  markConversation,
  markPromoted,
  markRead,
  matchScenario,
  merge,
  partVisitors,
  postMessage,
  prioritize,
  pruneFiles,
  pruneInvitations,
  pruneLetters,
  putAside,
  raise,
  rate,
  readForYou,
  recordResponse,
  removeVisitorNote,
  reopen,
  returnAbandoned,
  revoke,
  saveDraft,
  saveLabel,
  saveQualityCard,
  saveView,
  setAvailable,
  setFace,
  setLabels,
  setOperator,
  settlePush,
  showInvitation,
  snooze,
  solve,
  startConversation,
  stopLetters,
  subscribePush,
  takeLease,
  takeLetter,
  takeOver,
  tellDueTasks,
  tellForYou,
  tendSilent,
  transfer,
  unmerge,
  wakeDue,
  writeDigests,
}

export type MoveName = keyof typeof moves
export type MoveRequest<N extends MoveName> = Parameters<(typeof moves)[N]>[1]
export type MoveOutcome<N extends MoveName> = Awaited<ReturnType<(typeof moves)[N]>>

export interface Move {
  name: MoveName
  request: unknown
  now: number
}

export const runMove = (sql: Sql, { name, request, now }: Move): Promise<unknown> =>
  (moves[name] as (sql: Sql, request: unknown, now: number) => Promise<unknown>)(sql, request, now)
