export const texts = {
  'invite.from': '{name} writes to you',
  'invite.close': 'Close',
  'invite.answer': 'Your reply',
  'invite.send': 'Send',
  'invite.agree': 'Please tick the box first.',
  'invite.more': 'More about it',
  'invite.failed': 'Not sent. Your text is still here – please try again.',
}
