import { type Signal, signal } from '../../signal.ts'

const TELL_EVERY_MS = 3_000
const PAUSE_MS = 4_000

/** Who is writing at this moment: what the visitor's keys tell the operator, and what is heard of the operator. */
export interface Typing {
  operatorTyping: Signal<boolean>
  /** A key was pressed. */
  pressed(): void
  /** What was written is sent: the next key is told at once. */
  sent(): void
  heard(typing: boolean): void
}

export function createTyping(tell: (typing: boolean) => void): Typing {
  const operatorTyping = signal(false)
  let toldAt = 0
  let pause: ReturnType<typeof setTimeout> | undefined
  let operatorPause: ReturnType<typeof setTimeout> | undefined
  const heard = (typing: boolean) => {
    clearTimeout(operatorPause)
    operatorTyping.value = typing
    // Whoever vanished in mid-word does not write for ever.
    if (typing) operatorPause = setTimeout(() => heard(false), PAUSE_MS * 2)
  }
  return {
    operatorTyping,
    heard,
    pressed() {
      if (Date.now() - toldAt > TELL_EVERY_MS) {
        toldAt = Date.now()
        tell(true)
      }
      clearTimeout(pause)
      pause = setTimeout(() => {
        toldAt = 0
        tell(false)
      }, PAUSE_MS)
    },
    sent() {
      clearTimeout(pause)
      toldAt = 0
    },
  }
}
