export const identity = {
  'identity.title': 'Who may write',
  'identity.enforced': 'Only customers who are signed in may write',
  'identity.enforcedHint':
    'A new conversation is then begun only by someone your server vouches for (identify with a signature, see below). Everyone else searches and reads, and is asked to sign in. Conversations under way go on, and letters to the shop’s address are taken from anyone.',
  'identity.exchange': 'Replace the secret',
  'identity.exchangeHint':
    'You get a new secret: put it on your server. Until the time you choose both are accepted, so no customer notices. Customers and their conversations stay the same.',
  'identity.oldUntil': 'Keep accepting the old one for',
  'identity.forDays': { one: '{n} day', other: '{n} days' },
  'identity.atOnce': 'Not at all: someone else may know it',
  'identity.make': 'Make a new secret',
  'identity.exchanged': 'There is a new secret. Put it on your server.',
  'identity.before': 'Earlier secrets',
  'identity.numbered': 'No. {n}, made {from}',
  'identity.until': 'accepted until {at}',
  'identity.endedAt': 'not accepted since {at}',
  'identity.end': 'Stop accepting',
  'identity.ended': 'This secret is no longer accepted.',
  'audit.changed.identity': 'who may write',
  'audit.act.secret_exchanged': 'Identity secret replaced',
  'audit.act.secret_ended': 'Earlier identity secret ended',
}
