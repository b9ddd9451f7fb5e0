const MEGABYTE = 1024 * 1024
const head = (to: string, from: string, more = '') =>
  `From: ${from}\r\nTo: ${to}\r\nSubject: worst\r\nMessage-ID: <${Math.random()}@hold.example>\r\n${more}`

/** Letters that would cost most, each to a signed address from who may write there. */
export const LETTERS: Record<string, (to: string, from: string) => string> = {
  'letter of line breaks, 2 MB': (to, from) => `${head(to, from)}\r\n${'\n'.repeat(2 * MEGABYTE)}`,
  'letter of short lines, 2 MB': (to, from) => `${head(to, from)}\r\n${'x\n'.repeat(MEGABYTE)}`,
  'letter of quotations, 1 MB': (to, from) => `${head(to, from)}\r\n${'> > a\nOn Mon wrote:\n'.repeat(MEGABYTE / 20)}`,
  'letter of nested HTML, 1 MB': (to, from) =>
    `${head(to, from, 'Content-Type: text/html; charset=utf-8\r\n')}\r\n${'<div><blockquote>'.repeat(MEGABYTE / 17)}a`,
  'letter of many parts': (to, from) =>
    `${head(to, from, 'Content-Type: multipart/mixed; boundary=b\r\n')}\r\n${'--b\r\nContent-Type: text/plain\r\n\r\na\r\n'.repeat(20_000)}--b--`,
  'letter of many heads': (to, from) => `${head(to, from, 'X-A: b\r\n'.repeat(50_000))}\r\na`,
  'letter with a file, 24 MB': (to, from) =>
    `${head(to, from, 'Content-Type: multipart/mixed; boundary=b\r\n')}\r\n--b\r\nContent-Type: text/plain\r\n\r\na\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Disposition: attachment; filename=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'QUFB'.repeat(19)}\r\n`.repeat((23 * MEGABYTE) / 78)}--b--`,
  'letter with a file too large to be held, 60 MB': (to, from) =>
    `${head(to, from, 'Content-Type: multipart/mixed; boundary=b\r\n')}\r\n--b\r\nContent-Type: text/plain\r\n\r\na\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'QUFB'.repeat(19)}\r\n`.repeat((60 * MEGABYTE) / 78)}--b--`,
  'letter of dashed lines, 60 MB': (to, from) =>
    `${head(to, from, 'Content-Type: multipart/mixed; boundary=b\r\n')}\r\n--b\r\n\r\na\r\n${'--\n'.repeat(20 * MEGABYTE)}`,
}
