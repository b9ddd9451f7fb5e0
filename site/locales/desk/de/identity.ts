export const identity = {
  'identity.title': 'Wer schreiben darf',
  'identity.enforced': 'Nur angemeldete Kunden dürfen schreiben',
  'identity.enforcedHint':
    'Ein neues Gespräch beginnt dann nur, für wen Ihr Server bürgt (identify mit Signatur, siehe unten). Alle anderen suchen und lesen und werden gebeten, sich anzumelden. Laufende Gespräche gehen weiter, E-Mails an den Shop kommen von allen an.',
  'identity.exchange': 'Schlüssel ersetzen',
  'identity.exchangeHint':
    'Sie erhalten einen neuen Schlüssel für Ihren Server. Bis zum gewählten Zeitpunkt gelten beide, kein Kunde merkt etwas. Kunden und Gespräche bleiben dieselben.',
  'identity.oldUntil': 'Den alten noch annehmen',
  'identity.forDays': { one: '{n} Tag', other: '{n} Tage' },
  'identity.atOnce': 'Gar nicht: Jemand anderes könnte ihn kennen',
  'identity.make': 'Neuen Schlüssel anlegen',
  'identity.exchanged': 'Der neue Schlüssel ist da. Hinterlegen Sie ihn auf Ihrem Server.',
  'identity.before': 'Frühere Schlüssel',
  'identity.numbered': 'Nr. {n} vom {from}',
  'identity.until': 'gilt bis {at}',
  'identity.endedAt': 'gilt nicht mehr seit {at}',
  'identity.end': 'Nicht mehr annehmen',
  'identity.ended': 'Dieser Schlüssel gilt nicht mehr.',
  'audit.changed.identity': 'wer schreiben darf',
  'audit.act.secret_exchanged': 'Identitätsschlüssel ersetzt',
  'audit.act.secret_ended': 'Früherer Identitätsschlüssel beendet',
}
