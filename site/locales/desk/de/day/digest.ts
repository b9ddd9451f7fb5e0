export const digest = {
  'digest.title': 'Übersicht per E-Mail',
  'digest.to': 'Wer sie bekommt',
  'digest.toHint': 'Eine Adresse pro Zeile, höchstens fünf. Solange keine dasteht, wird nichts verschickt.',
  'digest.every': 'Wie oft',
  'digest.every.day': 'Einmal am Tag',
  'digest.every.hour': 'Jede Stunde',
  'digest.at': 'Um wie viel Uhr',
  'digest.left': 'Hinterlassene Nachrichten, die niemand beantwortet hat',
  'digest.missed': 'Gespräche, die später als versprochen beantwortet wurden',
  'digest.hint':
    'Die erste kommt zum nächsten Zeitpunkt und handelt von allem seit dem Speichern. War nichts, kommt keine.',
  'audit.changed.digest': 'die Übersicht per E-Mail',
}
