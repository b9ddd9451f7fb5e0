import { describe, expect, it } from 'vitest'
import { fileName, renamed } from './file-name.ts'

const JPG = ['jpg', 'jpeg']

describe('the name of a file', () => {
  it.each([
    ['IMG_2041.jpg', 'IMG_2041.jpg'],
    ['Снимок экрана.JPEG', 'Снимок экрана.jpeg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['..\\..\\windows\\evil.exe', 'evil.exe.jpg'],
    ['C:\\fakepath\\photo.jpg', 'photo.jpg'],
    ['\\\\server\\share\\x.jpg', 'x.jpg'],
    // Reads „photogpj.exe“ backwards as „photoexe.jpg“.
    ['photo\u202egpj.exe', 'photogpj.exe.jpg'],
    ['a\u0000b\r\nSet-Cookie: x.jpg', 'abSet-Cookie x.jpg'],
    ['zero\u200bwidth\u2066.jpg', 'zerowidth.jpg'],
    ['.htaccess', 'htaccess.jpg'],
    ['photo.jpg.exe', 'photo.jpg.exe.jpg'],
    ['a<b>"c"|d?.jpg', 'a b c d.jpg'],
    ['...', 'picture.jpg'],
    ['', 'picture.jpg'],
    ['\ud800.jpg', '\ufffd.jpg'],
    ['.jpg', 'jpg.jpg'],
  ])('%j becomes %j', (given, shown) => {
    expect(fileName(given, JPG, 'picture')).toBe(shown)
  })
  it('is cut before its ending', () => {
    const name = fileName(`${'а'.repeat(500)}.jpg`, JPG, 'picture')
    expect([name.length, name.slice(-5)]).toEqual([120, 'а.jpg'])
  })
  it('changes its ending with the format', () => {
    expect(renamed('IMG_0001.HEIC', ['heic'], JPG, 'picture')).toBe('IMG_0001.jpg')
    expect(renamed('', ['heic'], JPG, 'picture')).toBe('picture.jpg')
  })
})
