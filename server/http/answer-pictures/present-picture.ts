import { type Picture, pictureAddress, type PictureOnDesk } from '#kb'

/** As the desk is told of a picture. */
export const presentPicture = (picture: PictureOnDesk) => ({
  ...picture,
  address: pictureAddress(picture.name),
  shipped: picture.site === '',
})

/** As it is sent to one visitor: a photograph in its largest size, a drawing as pixels, everything else as it is. */
export function asFile({ key, name, type }: Picture): { name: string; url: string } {
  const at = `/api/desk/answer-pictures/${key}`
  const called = (ending: string) => name.replace(/\.\w+$/, `.${ending}`)
  if (type === 'image/svg+xml') return { name: called('jpg'), url: `${at}/card.jpg` }
  if (type === 'image/gif' || type.startsWith('video/') || type === 'application/pdf')
    return { name, url: `${at}/original` }
  return { name: called('webp'), url: `${at}/1600.webp` }
}
