import { pictureAddress, type PictureOnDesk } from '#kb'

/** As the desk is told of a picture. */
export const presentPicture = (picture: PictureOnDesk) => ({
  ...picture,
  address: pictureAddress(picture.name),
  shipped: picture.site === '',
})
