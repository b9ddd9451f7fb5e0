export const merging = {
  'merging.alsoOpen': 'Von diesem Besucher ist noch ein Gespräch offen:',
  'merging.how':
    'Zusammengeführt gilt jenes als gelöst, seine Nachrichten stehen hier, und Sie antworten hier. Schreibt der Besucher dort, öffnet es sich wieder.',
  'merging.open': 'Öffnen',
  'merging.merge': 'Hier zusammenführen',
  'merging.done': 'Die Gespräche sind zusammengeführt.',
  'merging.here': 'Zusammengeführtes Gespräch vom {at}:',
  'merging.part': 'Wieder trennen',
  'merging.goesOn': 'Es geht in einem anderen Gespräch dieses Besuchers weiter',
  'merging.goThere': 'Dorthin',
  'event.merged': '{operator} hat ein anderes Gespräch dieses Besuchers hier zusammengeführt',
  'event.unmerged': '{operator} hat das andere Gespräch wieder getrennt',
  'event.solvedMerged': 'Es geht in einem anderen Gespräch dieses Besuchers weiter',
}
