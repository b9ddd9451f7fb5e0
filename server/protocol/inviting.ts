/**
 * How an invitation to talk ended: answered, closed by its visitor, taken back by its operator, withdrawn because the operator was
 * not there any more, or never answered.
 */
export const INVITATION_ENDINGS = ['answered', 'closed', 'taken_back', 'withdrawn', 'missed'] as const
export type InvitationEnding = (typeof INVITATION_ENDINGS)[number]
