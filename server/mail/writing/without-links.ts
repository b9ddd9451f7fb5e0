/** With a scheme or `www.`: every mail program makes a link of it. */
const ADDRESS = /(?:\b[a-z][a-z0-9+.-]{1,15}:\/\/|\bwww\.)\S+/giu
/** A dot before a letter, as in a name that most programs take for an address. */
const BARE = /(?<=[\p{L}\p{N}-])\.(?=\p{L})/gu
/** Holds words together without being seen, and is part of no address. */
const WORD_JOINER = '\u2060'

/** A stranger's words as they may go to an address nobody has answered from: no link in them, and none that a program could make. */
export const withoutLinks = (text: string, instead: string): string =>
  text.replace(ADDRESS, instead).replace(BARE, `.${WORD_JOINER}`)
