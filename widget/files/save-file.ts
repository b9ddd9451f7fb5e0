import type { MessageFile } from '#protocol'
import type { FileBytes } from './bytes.ts'

/** By way of the bytes: an address that has run out would lead the shop's page away. False: they cannot be had. */
export async function saveFile(bytes: FileBytes, { id, name }: MessageFile): Promise<boolean> {
  const blob = await bytes.fetch(id, 'url')
  if (!blob) return false
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return true
}
