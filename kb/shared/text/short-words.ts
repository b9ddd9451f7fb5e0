const SHORT: Record<string, RegExp> = {
  ru: /(?<=^|[\s(«„])(в|во|к|ко|с|со|у|о|об|обо|и|а|но|на|не|ни|по|за|из|от|до|для|без|под|при|или|что|как|где|я|мы|вы)\s(?=\S)/giu,
  en: /(?<=^|[\s(“])(a|an|the|I|to|of|in|on|at|by|or|if|is|my)\s(?=\S)/gu,
}

/** A short word and a number stay with the next word and a dash with the one before it, so no line ends in «в» or «30» or begins with «—». */
export function bindShortWords(text: string, locale: string): string {
  const short = SHORT[locale]
  return (short ? text.replace(short, '$1\u00a0') : text)
    .replace(/\s([—–])/g, '\u00a0$1')
    .replace(/(\d|\{n\}) (?=\p{L})/gu, '$1\u00a0')
}
