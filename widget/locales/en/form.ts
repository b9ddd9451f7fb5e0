import type { EnglishTexts } from '#shared'

/** What the shop asks before the first message; loads where it asks anything. */
export const texts = {
  'ask.title': 'About you',
  'ask.subject': 'What is it about?',
  'ask.anything': 'Something else',
  'ask.optional': '(optional)',
  'ask.name': 'Your name',
  'ask.mail': 'Your email',
  'ask.phone': 'Phone',
  'ask.order': 'Order number',
  'ask.nameNeeded': 'Enter your name.',
  'ask.mailNeeded': 'Enter an email we can reply to, like name@example.com.',
  'ask.phoneNeeded': 'Enter a phone number we can call.',
  'ask.orderNeeded': 'Enter the order number. It stands in the letter about your order.',
  'ask.phoneWrong': 'Check the number: 7 to 15 digits, with the country code, like +44 20 7946 0018.',
} satisfies EnglishTexts
