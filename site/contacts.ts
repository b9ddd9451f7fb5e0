import type { Site } from '#kb'

type Way = { kind: 'phone' | 'telegram' | 'whatsapp' | 'vk' | 'max'; url: string; text: string }
const NAMES = { telegram: 'Telegram', whatsapp: 'WhatsApp', vk: 'VK', max: 'MAX' } as const
const MESSENGERS = Object.keys(NAMES) as (keyof typeof NAMES)[]

/** Ways to the shop beside the chat and mail, the telephone first. */
export const waysTo = ({ contacts }: Pick<Site, 'contacts'>): Way[] => [
  ...(contacts.phone
    ? [{ kind: 'phone' as const, url: `tel:${contacts.phone.replace(/[^\d+]/g, '')}`, text: contacts.phone }]
    : []),
  ...MESSENGERS.filter((kind) => contacts[kind]).map((kind) => ({ kind, url: contacts[kind], text: NAMES[kind] })),
]
