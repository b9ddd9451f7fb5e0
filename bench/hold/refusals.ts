/**
 * Cases that may be refused, and why: there is nothing more behind the refusal. Any other
 * that is only refused fails the bench: what stands behind a refusal was not measured.
 */
export const REFUSED: Record<string, string> = {
  'page /nowhere/at/all': 'is the page of what is not there',
  'page /ru/nowhere': 'is the page of what is not there',
  'page /en/delivery?page': 'is a page of a list that has fewer',
  'post /api/setup': 'the first admin is there: only its link is looked up, as for any other',
  'post /api/letters/open': 'a link is in a letter that was sent: a wrong one is looked up as a right one',
  'post /api/letters/stop': 'a link is in a letter that was sent: a wrong one is looked up as a right one',
  'post /api/auth/revoke-other-sessions': 'it would end the session of the bench: rows are deleted',
  'post /api/auth/two-factor/verify-totp': 'a wrong code costs what a right one costs',
  'post /api/auth/two-factor/verify-backup-code': 'a wrong code costs what a right one costs',
  'post /api/auth/two-factor/generate-backup-codes':
    'the second step is off: the password is checked before that is said',
}
