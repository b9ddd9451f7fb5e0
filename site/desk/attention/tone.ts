import type { Kind } from './preferences.ts'

/** Each kind is told by ear: its two notes, in Hz. */
const NOTES: Record<Kind, readonly [number, number]> = {
  offer: [660, 880],
  message: [587, 587],
  transfer: [523, 784],
  mention: [784, 659],
  returned: [494, 587],
  woken: [587, 740],
  task: [659, 494],
  left: [440, 392],
}
const NOTE_S = 0.16
const LOUDNESS = 0.08

/** A third of a second, made here: nothing is downloaded. A browser that wants a click first stays silent. */
export function sound(kind: Kind): void {
  try {
    const audio = new AudioContext()
    const volume = audio.createGain()
    volume.connect(audio.destination)
    NOTES[kind].forEach((hertz, index) => {
      const at = audio.currentTime + index * NOTE_S
      const tone = audio.createOscillator()
      tone.frequency.value = hertz
      volume.gain.setValueAtTime(LOUDNESS, at)
      volume.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_S)
      tone.connect(volume)
      tone.start(at)
      tone.stop(at + NOTE_S)
      if (index === 1) tone.onended = () => void audio.close()
    })
  } catch {
    return
  }
}
