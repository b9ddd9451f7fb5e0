/** The pattern of `like … escape '\'` for "holds this text": `%` and `_` in the words of a person are letters, not wildcards. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
