/** Under what a visitor writes, where a shop asks for consent and words none of its own. */
export const consent = {
  line: 'Mit dem Absenden stimmen Sie der Verarbeitung Ihrer personenbezogenen Daten zu.',
  tick: 'Ich stimme der Verarbeitung meiner personenbezogenen Daten zu',
}
