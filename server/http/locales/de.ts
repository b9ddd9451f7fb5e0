import type { FieldTexts, ProblemTexts } from './keys.ts'

export const problems: ProblemTexts<'de'> = {
  invalid: 'Einige Angaben sind ungültig. Prüfen Sie die markierten Felder.',
  signed_out: 'Melden Sie sich an, um weiterzumachen.',
  site_taken: 'Einen Shop mit diesem Kurznamen gibt es schon. Wählen Sie einen anderen.',
  address_taken: 'Diese Adresse gehört zum Hilfebereich eines anderen Shops. Wählen Sie eine andere.',
  wrong_credentials: 'E-Mail-Adresse oder Passwort ist falsch.',
  wrong_code: 'Der Code stimmt nicht. Nehmen Sie den neuesten aus der App.',
  code_used: 'Dieser Code wurde schon benutzt. Warten Sie auf den nächsten in der App.',
  wrong_backup_code: 'Der Backup-Code stimmt nicht oder wurde schon benutzt.',
  second_step_expired: 'Das hat zu lange gedauert. Beginnen Sie noch einmal mit E-Mail-Adresse und Passwort.',
  wrong_password: 'Das aktuelle Passwort stimmt nicht.',
  not_allowed: 'Ihre Rolle erlaubt das nicht. Fragen Sie die Teamleitung oder einen Admin.',
  foreign_page:
    'Der Arbeitsplatz nimmt Änderungen nur von der eigenen Adresse an. Öffnen Sie ihn dort und versuchen Sie es noch einmal.',
  header_needed: 'Senden Sie mit jeder Änderung den Header x-firstline: 1.',
  origin_not_allowed:
    'Diese Seite darf die Hilfe nicht verwenden. Der Betreiber trägt ihre Adresse in den Website-Einstellungen ein.',
  not_found: 'Das gibt es nicht, oder Sie haben keinen Zugriff darauf.',
  too_large: 'Das ist zu groß. Kürzen Sie es und senden Sie es noch einmal.',
  length_needed: 'Geben Sie die Länge des Inhalts an (Content-Length).',
  too_many: 'Zu viele Anfragen. Warten Sie kurz und versuchen Sie es dann noch einmal.',
  too_long: 'Dieser Text ist zu lang. Bitte kürzen Sie ihn.',
  too_many_entries: 'Das sind zu viele Einträge. Bitte entfernen Sie einige.',
  unsupported_media: 'Senden Sie die Daten als JSON (Content-Type: application/json).',
  malformed: 'Das ist kein gültiges JSON. Prüfen Sie die Daten und senden Sie sie noch einmal.',
  bad_feed_address:
    'Diese Feed-Adresse geht nicht. Nötig ist eine öffentliche Adresse mit https:// oder http:// am Anfang, ohne Namen und Passwort.',
  bad_address: 'Diese Adresse ist ungültig. Entfernen Sie doppelte und kodierte Trennzeichen.',
  method_not_allowed: 'Diese Adresse unterstützt die Methode nicht. Erlaubte Methoden stehen im Header Allow.',
  too_slow: 'Die Übertragung der Anfrage hat zu lange gedauert. Senden Sie sie noch einmal.',
  unavailable: 'Das funktioniert gerade nicht. Versuchen Sie es in einer Minute noch einmal.',
  internal:
    'Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal; passiert es wieder, nennen Sie dem Betreiber die Fehler-ID.',
  conflict: 'Diese ID wurde schon für einen anderen Text verwendet.',
  revision_conflict:
    'Jemand hat diese Antwort zwischenzeitlich gespeichert. Vergleichen Sie beide Fassungen und speichern Sie erneut.',
  wrong_state: 'Dieser Schritt ist gerade nicht möglich. Laden Sie den aktuellen Stand neu.',
  own_answer: 'Was Sie selbst geschrieben haben, muss eine andere Teamleitung freigeben.',
  comment_needed: 'Schreiben Sie in einem Kommentar, was geändert werden soll.',
  question_empty: 'Schreiben Sie die Frage.',
  body_empty: 'Schreiben Sie die Antwort.',
  slug_taken: 'Diese Adresse hat schon eine andere Antwort.',
  slug_invalid:
    'Erlaubt sind lateinische Kleinbuchstaben, Ziffern und einzelne Bindestriche, zum Beispiel returns-in-store.',
  shortcut_invalid: 'Ein Kürzel besteht aus Buchstaben, Ziffern und Bindestrichen, ohne Leerzeichen.',
  date_invalid: 'Geben Sie einen Tag an, zum Beispiel 30.11.2026.',
  validity_backwards: 'Der letzte Tag liegt vor dem ersten: So würde die Antwort nie gezeigt.',
  category_unknown: 'Wählen Sie eine der Kategorien.',
  category_taken: 'Diese Adresse hat schon eine andere Kategorie.',
  category_reserved: 'Diese Adresse gehört einer anderen Seite der Hilfe. Wählen Sie eine andere.',
  category_used: 'In dieser Kategorie stehen Antworten. Wählen Sie für sie zuerst eine Kategorie derselben Art.',
  category_full: 'Es gibt schon 200 Kategorien. Löschen Sie eine, die nicht mehr gebraucht wird.',
  placeholder_unknown: 'Der Text enthält einen unbekannten Platzhalter.',
  placeholder_needs_fallback:
    'Ein Platzhalter braucht einen Ersatztext für den Fall, dass er leer ist: {{visitor.name|there}}.',
  placeholder_not_public: 'Platzhalter gehören in Vorlagen, nicht in Antworten für Besucher.',
  misspelled: 'Einige Wörter stehen nicht im Wörterbuch. Korrigieren Sie sie oder nehmen Sie sie ins Wörterbuch auf.',
  holds_personal_data: 'Der Text enthält personenbezogene Daten. Entfernen Sie sie.',
  link_unknown: 'Ein Link führt ins Leere: zu einer Antwort, die es nicht gibt, oder zu einer unvollständigen Adresse.',
  picture_unknown:
    'Der Text zeigt ein Bild, das die Bibliothek nicht hat. Fügen Sie es neu hinzu oder entfernen Sie es.',
  picture_undescribed: 'Ein Bild hat keine Beschreibung. Schreiben Sie, was es zeigt – für alle, die es nicht sehen.',
  picture_unreadable:
    'Das ist kein Bild oder Video, das sich öffnen lässt. Speichern Sie es neu oder nehmen Sie ein anderes.',
  picture_unsafe:
    'Diese Zeichnung könnte Skripte ausführen oder Dateien nachladen. Speichern Sie sie als einfaches SVG oder PNG.',
  picture_too_large: 'Die Datei ist zu groß. Höchstens {mb} MB sind möglich.',
  picture_used: 'Eine Antwort zeigt dieses Bild noch. Entfernen Sie es zuerst dort.',
  body_too_complex:
    'Dieser Text ist zu verschachtelt, um ihn zu lesen. Entfernen Sie lange Reihen von Zeichen oder teilen Sie ihn auf.',
  nothing_shown: 'Von diesem Text wäre nichts zu sehen: Er besteht nur aus Bildern, Kommentaren oder Linien.',
  html_lost:
    'Ein Teil des HTML lässt sich nicht übernehmen. Entfernen Sie ihn oder setzen Sie einen Link an seine Stelle.',
  phrasing_exists: 'Diese Formulierung gibt es schon.',
  phrasing_empty: 'Schreiben Sie die Formulierung.',
  not_solved: 'Markieren Sie das Gespräch zuerst als gelöst.',
  nothing_said: 'In diesem Gespräch gibt es nichts, woraus eine Antwort werden könnte.',
  not_a_word: 'Das ist kein einzelnes Wort.',
  known_already: 'Das Wörterbuch kennt dieses Wort schon.',
  mail_taken: 'Mit dieser Adresse meldet sich schon jemand an.',
  last_admin: 'Das ist der einzige Admin. Ernennen Sie zuerst jemand anderen.',
  link_used_or_expired: 'Dieser Link wurde schon benutzt oder ist abgelaufen. Bitten Sie um einen neuen.',
  password_too_common:
    'Dieses Passwort wird als eines der ersten erraten. Wählen Sie ein längeres ohne Namen und gängige Wörter.',
  password_too_short: 'Das Passwort braucht mindestens 10 Zeichen.',
  reset_mail_off:
    'E-Mail ist hier nicht eingerichtet. Bitten Sie einen Admin um einen neuen Link oder erzeugen Sie ihn auf dem Server: npm run admin -- link E-MAIL',
  person_disabled: 'Der Zugang dieser Person ist gesperrt. Geben Sie ihn zuerst frei und erzeugen Sie dann den Link.',
  identity_required:
    'Melden Sie sich auf der Website des Shops an, um zu schreiben. Suchen und lesen können Sie auch so.',
  secrets_full: 'Es gelten schon vier Schlüssel. Beenden Sie zuerst einen der alten.',
  blocked: 'Der Shop nimmt zurzeit keine Nachrichten von Ihnen an. Suchen und Lesen können Sie wie bisher.',
  closed: 'Dieses Gespräch ist beendet. Beginnen Sie ein neues.',
  taken: 'Jemand anders hat dieses Gespräch schon übernommen.',
  full: 'Sie führen schon so viele Gespräche, wie Sie gleichzeitig annehmen. Schließen Sie zuerst eines ab.',
  away: 'Sie sind als abwesend gemeldet. Melden Sie sich zuerst als verfügbar.',
  draining: 'Der Server startet neu. Versuchen Sie es in ein paar Sekunden noch einmal.',
  version_unsupported: 'Diese Seite ist veraltet. Laden Sie sie neu.',
  placeholder_unfilled: 'Ein Platzhalter im Text ist noch leer. Füllen Sie ihn aus und senden Sie dann.',
  template_untimely:
    'Die Zeit dieser Vorlage ist noch nicht gekommen oder schon vorbei. Ändern Sie den Text oder nehmen Sie ihn heraus.',
  draft_conflict:
    'Dieser Entwurf wurde in einem anderen Fenster geändert. Vergleichen Sie beide und speichern Sie erneut.',
  files_off: 'Hier können keine Dateien gesendet werden.',
  file_empty: 'Die Datei ist leer. Wählen Sie eine andere.',
  file_too_large: 'Die Datei ist größer als {mb} MB. Senden Sie eine kleinere.',
  file_kind_refused: 'Dateien dieser Art werden hier nicht angenommen. Möglich sind: {kinds}.',
  file_unreadable:
    'Die Datei ist beschädigt oder lässt sich nicht öffnen. Speichern Sie sie neu oder senden Sie einen Screenshot.',
  file_infected: 'Die Virenprüfung hat in dieser Datei etwas gefunden, deshalb wurde sie nicht angenommen.',
  file_conflict: 'Diese ID wurde schon für eine andere Datei verwendet.',
  picture_gone: 'Das Bild ist nicht mehr da. Laden Sie es noch einmal hoch.',
  field_not_settable: 'Lässt sich hier nicht einstellen: {names}. Nichts wurde gespeichert.',
  form_required: 'Füllen Sie zuerst die Pflichtfelder aus und senden Sie dann.',
  consent_required: 'Stimmen Sie zuerst der Einwilligung zu und senden Sie dann.',
  file_gone: 'Eine Datei dieser Nachricht ist nicht mehr da. Hängen Sie sie noch einmal an und senden Sie erneut.',
  file_cut: 'Die Verbindung brach ab, bevor die ganze Datei ankam. Senden Sie sie noch einmal.',
  files_day_full:
    'Für heute ist die Grenze für Dateien erreicht: {mb} MB. Versuchen Sie es morgen oder beschreiben Sie es in Worten.',
  conversation_files_full:
    'In diesem Gespräch ist kein Platz mehr für Dateien. Senden Sie kleinere oder beginnen Sie ein neues.',
  storage_full:
    'Für Dateien ist gerade kein Platz, es wurde nichts gespeichert. Schreiben Sie ohne Datei oder versuchen Sie es später.',
  mail_off: 'E-Mail ist hier nicht eingerichtet. Laden Sie den Chatverlauf stattdessen herunter.',
}

export const fields: FieldTexts<'de'> = {
  needed: 'Dieses Feld ist erforderlich und braucht einen Wert anderer Art.',
  empty: 'Dieses Feld darf nicht leer sein.',
  atMostCharacters: { one: 'Höchstens {n} Zeichen.', other: 'Höchstens {n} Zeichen.' },
  atMostEntries: { one: 'Höchstens {n} Eintrag.', other: 'Höchstens {n} Einträge.' },
  atMost: 'Höchstens {n}.',
  atLeastCharacters: { one: 'Mindestens {n} Zeichen.', other: 'Mindestens {n} Zeichen.' },
  atLeastEntries: { one: 'Mindestens {n} Eintrag.', other: 'Mindestens {n} Einträge.' },
  atLeast: 'Mindestens {n}.',
  oneOf: 'Eines von: {choices}.',
  email: 'Eine E-Mail-Adresse wie anna@shop.example.',
  date: 'Ein Datum wie 2026-11-25.',
  notSettable: 'Das lässt sich hier nicht einstellen.',
  form: 'Hier wird ein anderes Format erwartet.',
  formLike: 'Hier wird ein anderes Format erwartet: {rule}.',
}

/** Kinds of files, in a list of what may be sent. */
export const fileKinds = {
  image: 'Bilder',
  pdf: 'PDF',
  text: 'Text',
  office: 'Office-Dokumente',
  video: 'kurze Videos',
}
