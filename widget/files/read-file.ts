import { FILE_KINDS } from '#shared'
import type { FileAddress, MessageFile } from '#protocol'
import { fields, instant, list, maybe, number, oneOf, text, webAddress } from '../api/read.ts'

export function readFile(value: unknown): MessageFile {
  const from = fields(value)
  const thumb = maybe(from.thumb, (one) => ({ width: number(fields(one).width), height: number(fields(one).height) }))
  return {
    id: text(from.id),
    name: text(from.name),
    type: text(from.type),
    kind: oneOf(from.kind, ...FILE_KINDS),
    size: number(from.size),
    ...(thumb && { thumb, width: number(from.width), height: number(from.height) }),
  }
}

export const readFiles = (value: unknown): MessageFile[] => maybe(value, (files) => list(files, readFile, 50)) ?? []

export function readAddress(value: unknown): FileAddress {
  const from = fields(value)
  return {
    id: text(from.id),
    url: webAddress(from.url),
    thumb: maybe(from.thumb, webAddress),
    until: instant(from.until),
  }
}
