export const silence = {
  'silence.title': 'Wenn ein Besucher schweigt',
  'silence.on': 'Erinnern, dann das Gespräch schließen',
  'silence.onHint':
    'Nach Ihrer Antwort erhält der Besucher eine Erinnerung, gezeichnet mit „Automatische Nachricht“; schweigt er weiter, gilt das Gespräch als gelöst und sagt warum. Ist ein Besucher mit einer Antwort gegangen, belegt das Gespräch keinen Platz. Zurückgestelltes und Gespräche mit begonnener Antwort werden nicht geschlossen.',
  'silence.remindMinutes': 'Erinnern nach, Minuten',
  'silence.closeMinutes': 'Schließen nach der Erinnerung, Minuten',
  'event.solvedSilent': 'Von selbst gelöst: Der Besucher hat auf die Erinnerung nicht geantwortet',
  'audit.changed.silence': 'was geschieht, wenn ein Besucher schweigt',
}
