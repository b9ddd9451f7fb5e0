export const wrapUp = {
  'wrapUp.seconds': 'No offers after solving, seconds',
  'wrapUp.hint':
    'Time to finish a note or write the answer down. 0: offer at once. Whoever is ready sooner presses Alt+R.',
  'wrapUp.left': 'The next one is offered in {n}\u00a0s',
  'wrapUp.ready': 'Offer it now',
  'audit.changed.wrapUp': 'seconds without offers after solving',
}
