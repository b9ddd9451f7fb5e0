import { createHash } from 'node:crypto'
import { BYTES_PER_MB, USUAL_FILES } from '#shared'
import type { UploadRefusal } from '../../files/upload.ts'
import type { LetterFile } from '../../mail/reading/read-letter.ts'
import { type FileTaking, takeFile } from '../files/taking-files.ts'

/** What came of the files of one letter. */
export interface LetterFiles {
  kept: { id: string; name: string; size: number }[]
  notKept: { name: string; size: number; code: UploadRefusal | 'conversation_files_full' | 'letter_full' }[]
  mostBytes: number
  /** Of one file. */
  fileMb: number
}

const ID_LENGTH = 40

/**
 * Takes the files of a letter as if its writer had uploaded them: the same kinds, sizes and looks. The same letter gives the same
 * ids, so one that is delivered twice brings them once. Refused ones are named, with the reason.
 */
export async function takeLetterFiles(
  core: FileTaking,
  of: { visitorId: string; site: string; clientMessageId: string; files: readonly LetterFile[] },
): Promise<LetterFiles> {
  const { conversationMb, fileMb } = (await core.site(of.site))?.files ?? USUAL_FILES
  const mostBytes = conversationMb * BYTES_PER_MB
  const visitor = { visitorId: of.visitorId, site: of.site, locale: 'en' as const, verified: null }
  const taken: LetterFiles = { kept: [], notKept: [], mostBytes, fileMb }
  let room = mostBytes
  for (const [at, { name, size, bytes }] of of.files.entries()) {
    if (bytes === null) {
      const code = size > fileMb * BYTES_PER_MB ? 'file_too_large' : 'letter_full'
      taken.notKept.push({ name, size, code })
      continue
    }
    const upload = { id: idOf(of.clientMessageId, at), name, size: bytes.length, body: piecesOf([bytes]) }
    const done = await takeFile(core, { visitor }, upload)
    if (!done.ok) taken.notKept.push({ name, size, code: done.code })
    else if (done.file.size > room) taken.notKept.push({ name, size, code: 'conversation_files_full' })
    else {
      taken.kept.push({ id: done.file.id, name: done.file.name, size: done.file.size })
      room -= done.file.size
    }
  }
  return taken
}

/** Refusals that are over by themselves: the mail host brings the whole letter again. */
export const passesSoon = ({ notKept }: LetterFiles): boolean =>
  notKept.some(({ code }) => code === 'unavailable' || code === 'too_many')

const idOf = (clientMessageId: string, at: number): string =>
  `fil_${createHash('sha256').update(`${clientMessageId}.${at}`).digest('hex').slice(0, ID_LENGTH)}`

async function* piecesOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}
