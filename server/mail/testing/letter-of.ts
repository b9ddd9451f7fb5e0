/** A raw letter, as it comes through the door. */
export const letterOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** An address of ours a letter answers to. */
export const REPLY_ADDRESS = `help+c${'0a'.repeat(10)}-${'1b'.repeat(12)}@shop.example`

/** A letter of one part. */
export const rawLetter = (type: string, body: string): string =>
  [
    'From: Irma <visitor@mail.example>',
    `To: ${REPLY_ADDRESS}`,
    'Message-ID: <1@mail.example>',
    'Subject: Re: x',
    'MIME-Version: 1.0',
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: 8bit',
    '',
    body,
  ].join('\r\n')
