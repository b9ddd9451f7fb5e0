import type { InterfaceLocale } from '#shared'

/** The commonest words that the other language does not have. */
const COMMON: Record<'en' | 'de', RegExp> = {
  de: /(?<!\p{L})(?:ich|sie|wir|und|oder|nicht|der|das|ist|sind|ein|eine|einen|mein|meine|meiner|bitte|danke|haben|habe|wann|wie|wo|warum|kann|können|möchte|wird|wurde|mit|für|auf|von|zu|zum|bestellung|hallo|guten|tag|grüße|gruß)(?!\p{L})/giu,
  en: /(?<!\p{L})(?:i|you|we|the|and|or|not|is|are|am|a|my|your|please|thanks|thank|have|has|when|how|where|why|can|could|would|like|will|did|do|does|with|for|on|of|to|it|order|hello|hi|dear)(?!\p{L})/giu,
}
const GERMAN_SIGN = /[äöüß]/gi
const READ = 4_000

/** The language somebody writes in, of those we answer in; `otherwise` where nothing tells. */
export function languageOf(text: string, otherwise: InterfaceLocale): InterfaceLocale {
  const read = text.slice(0, READ)
  const count = (what: RegExp) => read.match(what)?.length ?? 0
  const cyrillic = count(/\p{Script=Cyrillic}/gu)
  const latin = count(/\p{Script=Latin}/gu)
  if (cyrillic > latin / 2) return 'ru'
  const german = count(COMMON.de) + count(GERMAN_SIGN)
  const english = count(COMMON.en)
  if (german !== english) return german > english ? 'de' : 'en'
  return otherwise === 'ru' && latin > 0 ? 'en' : otherwise
}
