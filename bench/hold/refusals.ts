/**
 * Cases that may be refused, and why: there is nothing more behind the refusal, or it is said what was not made yet. Any other
 * that is only refused fails the bench: what stands behind a refusal was not measured.
 */
export const REFUSED: Record<string, string> = {
  'page /nowhere/at/all': 'is the page of what is not there',
  'page /ru/nowhere': 'is the page of what is not there',
  'page /en/delivery?page': 'is a page of a list that has fewer',
  'post /api/setup': 'the first admin is there: only its link is looked up, as for any other',
  'post /api/auth/two-factor/verify-totp': 'a wrong code costs what a right one costs',
  'post /api/auth/two-factor/verify-backup-code': 'a wrong code costs what a right one costs',
  'get /api/desk/conversations/{id}/letters/{messageId}': 'not made yet: a letter that came by mail',
  'delete /api/desk/shared-answers/{id}': 'not made yet: a second shop that shows an answer of the first',
  'delete /api/desk/matching/learnt/{id}':
    'not made yet: what was learnt of a question; taking it back is the change of a vote',
  'post /api/desk/promotions/picture':
    'not made yet: a picture in a conversation; it is read and kept like any picture of an answer',
  'visitor conversation:rate': 'the conversation runs again by then: one row is read',
  'desk message:send': 'somebody else has the conversation by then: one row is read',
  'desk message:edit': 'nobody may edit what a visitor wrote: one message is read',
  'desk message:delete': 'nobody may delete what a visitor wrote: one message is read',
  'desk typing:set': 'nobody writes in a conversation that is over: nothing is kept of it',
  'desk conversation:accept': 'the conversation is over by then: one row is read',
  'desk conversation:decline': 'the conversation is over by then: one row is read',
  'desk conversation:take-over': 'the conversation is over by then: one row is read',
  'desk conversation:prioritize': 'the conversation is over by then: one row is read',
  'post /api/auth/two-factor/generate-backup-codes':
    'the second step is off: the password is checked before that is said',
}
