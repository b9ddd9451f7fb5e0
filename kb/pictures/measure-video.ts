const FIXED_POINT = 65_536
const TRACK_HEAD_TAIL = 8
/** `ftyp` stands after the length of the first box of an MP4; EBML's own sign begins a WebM. */
const MP4 = Buffer.from('ftyp')
const WEBM = Buffer.from([0x1a, 0x45, 0xdf, 0xa3])
const PIXEL_WIDTH = 0xb0
const PIXEL_HEIGHT = 0xba
const WEBM_HEAD_BYTES = 64 * 1024

/** How large a video is shown; `unknown`: it does not say where we look; null: no video. */
export function measureVideo(bytes: Uint8Array): { width: number; height: number } | 'unknown' | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.subarray(4, 8).equals(MP4)) return measuredMp4(file)
  return file.subarray(0, 4).equals(WEBM) ? measuredWebm(file.subarray(0, WEBM_HEAD_BYTES)) : null
}

/** The head of a track ends with its width and height; of sound both are nought. */
function measuredMp4(file: Buffer): { width: number; height: number } | 'unknown' {
  for (let at = file.indexOf('tkhd'); at >= 4; at = file.indexOf('tkhd', at + 4)) {
    const end = at - 4 + file.readUInt32BE(at - 4)
    if (end > file.length || end - TRACK_HEAD_TAIL <= at) continue
    const [width, height] = [file.readUInt32BE(end - 8) / FIXED_POINT, file.readUInt32BE(end - 4) / FIXED_POINT]
    if (width >= 1 && height >= 1) return { width: Math.round(width), height: Math.round(height) }
  }
  return 'unknown'
}

/** Elements of one byte, a length of one byte, a number: width, and height after it. */
function measuredWebm(head: Buffer): { width: number; height: number } | 'unknown' {
  const read = (id: number, from: number): [value: number, end: number] | null => {
    for (let at = head.indexOf(id, from); at >= 0 && at + 3 < head.length; at = head.indexOf(id, at + 1)) {
      const length = (head[at + 1] ?? 0) - 0x80
      if (length === 1 || length === 2) return [head.readUIntBE(at + 2, length), at + 2 + length]
    }
    return null
  }
  const width = read(PIXEL_WIDTH, 0)
  const height = width && read(PIXEL_HEIGHT, width[1])
  return width && height && width[0] > 0 && height[0] > 0 ? { width: width[0], height: height[0] } : 'unknown'
}
