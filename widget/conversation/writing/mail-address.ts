/** Catches slips of the keyboard; whether the address exists only a letter can tell. */
export const looksLikeMail = (text: string) =>
  text.length <= 254 && /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[\p{L}\d-]{2,}$/u.test(text)

/** UTF-8 bytes: what the protocol's limit counts. */
export const bytesOf = (text: string) => new TextEncoder().encode(text).length
