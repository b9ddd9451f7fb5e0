export const wrapUp = {
  'wrapUp.seconds': 'Ohne Angebote nach dem Lösen, Sekunden',
  'wrapUp.hint': 'Zeit für eine Notiz oder eine neue Antwort. 0: sofort anbieten. Wer früher bereit ist, drückt Alt+R.',
  'wrapUp.left': 'Das nächste wird in {n}\u00a0s angeboten',
  'wrapUp.ready': 'Jetzt anbieten',
  'audit.changed.wrapUp': 'Sekunden ohne Angebote nach dem Lösen',
}
