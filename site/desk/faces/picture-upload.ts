import { type Answered, request, withQuery } from '../api.ts'

/** Which square of the upright picture is kept: parts of its width, height and shorter edge. */
export interface Crop {
  left: number
  top: number
  side: number
}

export const LARGEST_PICTURE_BYTES = 20_000_000
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,image/avif,.heic,.heif'

/** Brings a picture to the server, which writes it anew; shown nowhere before its id is saved. */
export const uploadPicture = (
  shape: 'face' | 'logo',
  file: Blob,
  crop: Crop | null,
): Promise<Answered<{ id: string }>> =>
  request('post', withQuery(`/api/desk/pictures/${shape}`, crop ? { ...crop } : {}), { body: file })
