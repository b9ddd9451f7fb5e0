import type { InterfaceLocale } from '#shared'
import type { Addresses, Attached } from '#client'
import type { Message, MessageFile } from '#protocol'
import { messagesOf } from './sample.ts'

const NAMES = {
  ru: { picture: 'Палатка, сломанная дуга.jpg', bill: 'Кассовый чек.pdf', film: 'Обзор похода.mov' },
  en: { picture: 'Tent, broken pole.jpg', bill: 'Receipt.pdf', film: 'All of the trip.mov' },
} as const
const namesOf = (locale: InterfaceLocale) => NAMES[locale === 'ru' ? 'ru' : 'en']
const SIZE = { width: 480, height: 360 }

/** Two pictures and a document of one message. */
export const filesOf = (locale: InterfaceLocale): MessageFile[] => {
  const names = namesOf(locale)
  const picture = {
    type: 'image/jpeg',
    kind: 'image',
    size: 1_840_000,
    width: 1600,
    height: 1200,
    thumb: SIZE,
  } as const
  return [
    { id: 'fil_1', name: names.picture, ...picture },
    { id: 'fil_2', name: 'IMG_2041.jpg', ...picture },
    { id: 'fil_3', name: names.bill, type: 'application/pdf', kind: 'pdf', size: 84_000 },
  ]
}

export function withFiles(locale: InterfaceLocale): Message[] {
  const [first, ...rest] = messagesOf(locale)
  const files = filesOf(locale)
  return [
    { ...first!, files: files.filter((one) => one.id !== 'fil_2') },
    { ...rest[0]!, files: files.slice(1, 2) },
    { ...rest[1]!, text: '', files: files.slice(1, 2) },
  ]
}

const attached = (id: string, name: string, more: Partial<Attached>): Attached => ({
  id,
  place: 'draft',
  name,
  type: 'image/jpeg',
  size: 4_200_000,
  state: 'up',
  sent: 0,
  code: null,
  said: null,
  kept: true,
  made: null,
  ...more,
})

/** One that is there, one on its way, one that was cut. */
export const attachedOf = (locale: InterfaceLocale): Attached[] => {
  const { picture, bill, film } = namesOf(locale)
  return [
    attached('fil_1', picture, {}),
    attached('fil_2', bill, { type: 'application/pdf', state: 'uploading', sent: 2_600_000 }),
    attached('fil_3', film, {
      type: 'video/quicktime',
      size: 23_500_000,
      state: 'stopped',
      sent: 9_000_000,
      kept: false,
    }),
  ]
}

/** A kind that is not taken, and one that the page has lost. */
export const refusedOf = (locale: InterfaceLocale): Attached[] => [
  attached('fil_1', 'setup.exe', { type: 'application/x-msdownload', state: 'refused', code: 'file_kind_refused' }),
  attached('fil_2', namesOf(locale).film, { type: 'video/quicktime', state: 'lost' }),
]

const TENT = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><path fill="#bcd7e8" d="M0 0h480v250H0z"/><path fill="#7a9a6a" d="M0 250h480v110H0z"/><path fill="#d8863b" d="M70 290 240 90l170 200z"/><path fill="#8a4d1c" d="m200 290 40-200 40 200z"/><path stroke="#333" stroke-width="8" d="m240 92 92-48"/></svg>`
const TENT_ADDRESS = `data:image/svg+xml,${encodeURIComponent(TENT)}`

/** A tent with a broken pole, drawn here: the same on every machine. */
export async function aPicture(): Promise<ImageBitmap> {
  const image = new Image(SIZE.width, SIZE.height)
  image.src = TENT_ADDRESS
  await image.decode()
  return createImageBitmap(image)
}

export function knowPictures(addresses: Addresses, locale: InterfaceLocale): void {
  for (const { id } of filesOf(locale))
    addresses.know({ id, url: TENT_ADDRESS, thumb: TENT_ADDRESS, until: '2099-01-01T00:00:00.000Z' })
}
