/** What a word is found by: without its model, in small letters. */
export const wordKey = (word: string): string => word.replace(/\/.*$/, '').toLowerCase()
