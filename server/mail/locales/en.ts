import type { EnglishTexts } from '#shared'

/** Texts of letters and transcripts. */
export const en = {
  'transcript.title': 'Conversation with {site}',
  'transcript.you': 'You',
  'transcript.deleted': '(message withdrawn)',
  'event.operator_joined': '{operator} joined the conversation',
  'event.transferred': '{operator} has taken over the conversation',
  'event.transferred_to_group': 'The conversation was passed on to colleagues',
  'event.taken_over': '{operator} has taken over the conversation',
  'event.reopened': '{operator} reopened the conversation',
  'event.operator_lost': 'The connection to {operator} was lost; you are first in line',
  'event.solved': '{operator} marked the question as solved',
  'event.ended_by_visitor': 'You ended the conversation',
  'event.mail_instead': 'The answer will be sent to {mail}',
  'event.auto_reply': 'Your message is kept. The answer will come to {mail}',
  'event.nobody_here': 'Nobody was here at that moment; the message is kept',
  'subject.reply': '{site}: an answer to your question',
  'subject.auto_reply': '{site}: we have your question',
  'subject.transcript': '{site}: your conversation',
  'greeting.named': 'Hello {name},',
  'greeting.plain': 'Hello,',
  'reply.by': '{operator}, {site}',
  'reply.how': 'You can simply reply to this letter: your answer goes straight into the conversation.',
  'reply.question': 'You asked:',
  'auto_reply.kept': 'thank you for your message. It is kept, and a person will read it.',
  'auto_reply.opens': 'We answer from {opensAt}. The answer will come to this address.',
  'auto_reply.open': 'We are at work now; the answer will come to this address.',
  'auto_reply.add': 'If you wish to add something, reply to this letter.',
  'subject.reset': '{site}: a new password for the desk',
  'reset.text':
    'Somebody, most likely you, asked for a new password for the desk of {site}.\n\nSet it here. The link works once, within 30 minutes:\n{link}\n\nIf it was not you, do nothing: the password stays as it is.\n',
} satisfies EnglishTexts
