/** Text as search compares it: composed (NFC), lower case, е for ё. Its length may differ from the original's. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('ё', 'е')

/** The same for one line of words: signs between them count as one space. */
export const foldWords = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
