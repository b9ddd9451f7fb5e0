import sharp from 'sharp'
import { anOffer, aYml } from '../../kb/testing/a-feed.ts'

const SIDE = 3_000
const OFFERS = 20_000

let picture: Promise<Uint8Array<ArrayBuffer>> | null = null
/** Noise of nine million pixels: nothing about it is easy to decode or to write anew. */
const aPicture = () =>
  (picture ??= sharp({
    create: {
      width: SIDE,
      height: SIDE,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg({ quality: 80 })
    .toBuffer()
    .then((bytes) => new Uint8Array(bytes)))

let feeds = 0
/** Another price each time: a feed that changes nothing costs nothing. */
const aFeed = async () => {
  feeds += 1
  return Buffer.from(
    aYml(Array.from({ length: OFFERS }, (_, at) => anOffer(`SKU-${at}`, { price: 1_000 + at + feeds }))),
  )
}

/** What is sent as bytes, by the route that takes it. */
export const UPLOADS: Record<string, () => Promise<Uint8Array<ArrayBuffer>>> = {
  putFilesById: aPicture,
  putDeskConversationsByIdFilesByFileId: aPicture,
  putDeskAnswerPictures: aPicture,
  postDeskPicturesByShape: aPicture,
  putDeskCatalogueByLocaleFeed: aFeed,
  putCatalogueBySiteByLocale: aFeed,
}
