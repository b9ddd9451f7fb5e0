/** Under what a visitor writes, where a shop asks for consent and words none of its own. */
export const consent = {
  line: 'By sending a message you agree to the processing of your personal data.',
  tick: 'I agree to the processing of my personal data',
}

/** Around what the shop says of an order. */
export const order = {
  order: 'Order {number}',
  name: 'Your order',
}

/** Above words that no person has written to this visitor. */
export const automatic = 'Automatic message'

/** To who was answered and says nothing more. */
export const stillThere =
  'Are you still there? If that settled it, you need do nothing: we will close this conversation. If not, write to us and we will go on.'
