const SHORT_RU =
  /(?<=^|[\s(«„])(в|во|к|ко|с|со|у|о|об|обо|и|а|но|на|не|ни|по|за|из|от|до|для|без|под|при|или|что|как|где|я|мы|вы)\s(?=\S)/giu
const SHORT_EN = /(?<=^|[\s(“])(a|an|the|I|to|of|in|on|at|by|or|if|is|my)\s(?=\S)/gu

/**
 * A short word stays with the next one and a dash with the one before it, so no line of a heading ends in «в» or begins with «—».
 * Bodies of answers get this from the library's renderer; this is for questions, titles and the interface's own texts.
 */
export function bindShortWords(text: string, locale: string): string {
  const short = locale === 'ru' ? SHORT_RU : SHORT_EN
  return text.replace(short, '$1\u00a0').replace(/\s([—–])/g, '\u00a0$1')
}
