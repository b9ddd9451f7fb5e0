import { describe, expect, it } from 'vitest'
import { acceptOf } from '#shared'
import { FILES_PER_MESSAGE } from '#protocol'
import { refusalBefore } from './refusal-before.ts'

const offer = { accept: acceptOf(['image', 'pdf', 'text', 'office']), largestBytes: 1_000_000 }
const aFile = (over: Partial<File> = {}) => ({ name: 'tent.jpg', type: 'image/jpeg', size: 1_000, ...over })

describe('refusalBefore', () => {
  it.each([
    aFile(),
    aFile({ name: 'no ending', type: 'image/png' }),
    aFile({ name: 'IMG_1.HEIC', type: '' }),
    aFile({ name: 'unknown', type: '' }),
    aFile({ name: 'bill.docx', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }),
    aFile({ size: 1_000_000 }),
  ])('lets the server look at $name ($type)', (file) => {
    expect(refusalBefore(file, offer, 0)).toBeNull()
  })
  it.each([
    [aFile({ size: 0 }), 'file_empty'],
    [aFile({ size: 1_000_001 }), 'file_too_large'],
    [aFile({ name: 'setup.exe', type: 'application/x-msdownload' }), 'file_kind_refused'],
    [aFile({ name: 'logo.svg', type: 'image/svg+xml' }), 'file_kind_refused'],
    [aFile({ name: 'film.mp4', type: 'video/mp4' }), 'file_kind_refused'],
  ])('refuses %j', (file, code) => {
    expect(refusalBefore(file, offer, 0)).toBe(code)
  })
  it('refuses more than fit into a message', () => {
    expect(refusalBefore(aFile(), offer, FILES_PER_MESSAGE)).toBe('too_many_files')
  })
})
