/** Wie ein Geschäft die begrüßt, die sich an es wenden. */
export const greeting = {
  'conversation.previewed': 'Wird geschrieben, noch nicht gesendet',
  'greeting.title': 'Beginn eines Gesprächs',
  'greeting.preview': 'Dem Operator zeigen, was der Besucher schreibt, noch bevor es gesendet ist',
  'greeting.previewHint':
    'Unter dem Feld des Widgets steht dann: „Der Mitarbeiter sieht schon vor dem Senden, was Sie schreiben“. Der Text wird nirgends gespeichert. Solange er wie eine Kartennummer, ein Passwort oder ein Code aussieht, wird nichts davon gezeigt. Wessen Browser darum bittet, nicht verfolgt zu werden, bleibt ungesehen.',
  'audit.changed.preview': 'ob Text vor dem Senden gesehen wird',
}
