import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

const LONG = { timeout: 30_000 }

const given = (name: string, type: string, bytes: Buffer) => ({ name, type, bytes: bytes.toString('base64') })

/** What the system's clipboard gives to a page. */
export const paste = (field: Locator, name: string, type: string, bytes: Buffer) =>
  field.evaluate(
    (element, given) => {
      const clipboardData = new DataTransfer()
      const content = Uint8Array.from(atob(given.bytes), (one) => one.charCodeAt(0))
      clipboardData.items.add(new File([content], given.name, { type: given.type }))
      const how = { clipboardData, bubbles: true, composed: true, cancelable: true }
      element.dispatchEvent(new ClipboardEvent('paste', how))
    },
    given(name, type, bytes),
  )

/** What is let go over a field. */
export const drop = (field: Locator, name: string, type: string, bytes: Buffer) =>
  field.evaluate(
    (element, file) => {
      const dataTransfer = new DataTransfer()
      const content = Uint8Array.from(atob(file.bytes), (one) => one.charCodeAt(0))
      dataTransfer.items.add(new File([content], file.name, { type: file.type }))
      for (const what of ['dragover', 'drop'])
        element.dispatchEvent(new DragEvent(what, { dataTransfer, bubbles: true, composed: true, cancelable: true }))
    },
    given(name, type, bytes),
  )

/** A second of a moving square, as a browser records it: WebM that another can play. */
export async function aFilm(page: Page): Promise<Buffer> {
  const recorded = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 })
    const ink = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' })
    const pieces: Blob[] = []
    recorder.ondataavailable = ({ data }) => pieces.push(data)
    const ended = new Promise((resolve) => (recorder.onstop = resolve))
    recorder.start()
    for (let turn = 0; turn < 25; turn++) {
      if (ink) {
        ink.fillStyle = '#17694d'
        ink.fillRect(0, 0, 320, 240)
        ink.fillStyle = '#d8863b'
        ink.fillRect(turn * 10, 80, 60, 60)
      }
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    recorder.stop()
    await ended
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer())
    return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''))
  })
  return Buffer.from(recorded, 'base64')
}

/** Its picture is there, and time goes on in it. */
export async function isPlayed(video: Locator): Promise<void> {
  await video.waitFor(LONG)
  await video.evaluate((film: HTMLVideoElement) => {
    film.muted = true
    return film.play()
  })
  const seen = () => video.evaluate((film: HTMLVideoElement) => film.videoWidth === 320 && film.currentTime > 0)
  await expect.poll(seen, LONG).toBe(true)
}
