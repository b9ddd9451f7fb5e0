/** How a shop meets those who turn to it. */
export const greeting = {
  'conversation.previewed': 'Being written, not sent yet',
  'greeting.title': 'How a conversation begins',
  'greeting.preview': 'Show the operator what a visitor types before it is sent',
  'greeting.previewHint':
    'Under its field the widget says: “The operator sees what you type, even before you send it”. The text is kept nowhere. While it looks like a card number, a password or a code, nothing of it is shown. Visitors whose browser asks not to be tracked are not seen.',
  'audit.changed.preview': 'whether text is seen before it is sent',
}
