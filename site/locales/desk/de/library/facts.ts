export const facts = {
  'facts.where': 'Wo es in Antworten steht',
  'facts.nowhere': 'Noch in keiner Antwort. Schreiben Sie {placeholder} dorthin, wo es hingehört.',
  'facts.more': { one: '{n} weitere wird nicht gezeigt.', other: '{n} weitere werden nicht gezeigt.' },
  'facts.reread':
    'Gezeigt mit dem Wert oben. Nach dem Speichern stehen veröffentlichte Antworten unter „Ausbau“ zum erneuten Lesen.',
  'facts.byHand': 'In Antworten von Hand getippt',
  'facts.byHandHint':
    'Das sieht aus wie ein Wert oder Kontakt des Shops. Ändert er sich, bleibt das Getippte, wie es ist.',
  'facts.noneByHand': 'Nichts von Hand getippt, das wie ein Wert oder Kontakt des Shops aussieht.',
  'facts.like': '„{found}“ sieht aus wie {placeholder}',
}
