import type { FormTexts } from '../keys.ts'

export const texts: FormTexts<'de'> = {
  'ask.title': 'Zu Ihnen',
  'ask.subject': 'Worum geht es?',
  'ask.anything': 'Um etwas anderes',
  'ask.optional': '(freiwillig)',
  'ask.name': 'Ihr Name',
  'ask.mail': 'Ihre E-Mail-Adresse',
  'ask.phone': 'Telefon',
  'ask.order': 'Bestellnummer',
  'ask.nameNeeded': 'Geben Sie Ihren Namen an.',
  'ask.mailNeeded': 'Geben Sie eine E-Mail-Adresse für die Antwort an, etwa name@example.com.',
  'ask.phoneNeeded': 'Geben Sie eine Telefonnummer an, unter der Sie erreichbar sind.',
  'ask.orderNeeded': 'Geben Sie die Bestellnummer an. Sie steht in der E-Mail zu Ihrer Bestellung.',
  'ask.phoneWrong': 'Prüfen Sie die Nummer: 7 bis 15 Ziffern, mit Ländervorwahl, etwa +49 30 901820.',
}
