/** A raw letter, as it comes through the door. */
export const letterOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
