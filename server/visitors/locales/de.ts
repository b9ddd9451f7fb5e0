/** Under what a visitor writes, where a shop asks for consent and words none of its own. */
export const consent = {
  line: 'Mit dem Absenden stimmen Sie der Verarbeitung Ihrer personenbezogenen Daten zu.',
  tick: 'Ich stimme der Verarbeitung meiner personenbezogenen Daten zu',
}

/** Around what the shop says of an order. */
export const order = {
  order: 'Bestellung {number}',
  name: 'Ihre Bestellung',
}

/** Above words that no person has written to this visitor. */
export const automatic = 'Automatische Nachricht'

/** To who was answered and says nothing more. */
export const stillThere =
  'Sind Sie noch da? Wenn sich alles geklärt hat, müssen Sie nichts tun: Wir schließen das Gespräch. Wenn nicht, schreiben Sie uns, und wir machen weiter.'
