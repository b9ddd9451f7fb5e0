export const silence = {
  'silence.title': 'When a visitor falls silent',
  'silence.on': 'Remind them, then close the conversation',
  'silence.onHint':
    'After your answer the visitor gets one reminder, signed “Automatic message”; if they still say nothing, the conversation is solved and says why. Once a visitor has left with an answer, the conversation takes no place at its operator. What is snoozed, or where a reply is begun, is not closed.',
  'silence.remindMinutes': 'Remind after, minutes',
  'silence.closeMinutes': 'Close after the reminder, minutes',
  'event.solvedSilent': 'Solved by itself: the visitor did not answer the reminder',
  'audit.changed.silence': 'what happens when a visitor falls silent',
}
