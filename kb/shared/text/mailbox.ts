const YANDEX = /^(?:ya\.ru|yandex\.(?:ru|com|by|kz|uz|com\.tr))$/

/** One mailbox under its spellings: a plus address; Gmail's dots; Yandex's domains, and its dots for dashes. */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@')
  const [local = ''] = address.slice(0, at).toLowerCase().split('+')
  const domain = address.slice(at + 1).toLowerCase()
  if (domain === 'gmail.com' || domain === 'googlemail.com') return `${local.replaceAll('.', '')}@gmail.com`
  if (YANDEX.test(domain)) return `${local.replaceAll('.', '-')}@yandex.ru`
  return `${local}@${domain}`
}
