import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../texts.ts'
import type { Crop } from './picture-upload.ts'

/** A step of the arrow keys, as a part of what can be moved. */
const STEP = 0.02
const CLOSEST = 4

interface Look {
  zoom: number
  /** Where the square begins: 0 at the one end, 1 at the other. */
  x: number
  y: number
}

export function cropOf({ zoom, x, y }: Look, width: number, height: number): Crop {
  const side = 1 / zoom
  const edge = Math.min(width, height) * side
  return { left: (x * (width - edge)) / width, top: (y * (height - edge)) / height, side }
}

/** The square of a photograph that is kept: moved by the pointer or the arrow keys, made closer by a slider. */
export function CropField({ file, onCrop }: { file: Blob; onCrop: (crop: Crop | null) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const picture = useSignal<ImageBitmap | null>(null)
  /** A format this browser cannot draw: the server finds the square. */
  const unseen = useSignal(false)
  const look = useSignal<Look>({ zoom: 1, x: 0.5, y: 0.4 })
  useEffect(() => {
    let gone = false
    createImageBitmap(file).then(
      (made) => {
        if (gone) made.close()
        else picture.value = made
      },
      () => {
        unseen.value = !gone
        onCrop(null)
      },
    )
    return () => {
      gone = true
      picture.peek()?.close()
    }
  }, [file])
  useEffect(() => {
    const shown = picture.value
    const context = canvas.current?.getContext('2d')
    if (!shown || !context) return
    const crop = cropOf(look.value, shown.width, shown.height)
    const edge = Math.min(shown.width, shown.height) * crop.side
    const { width, height } = context.canvas
    context.clearRect(0, 0, width, height)
    context.drawImage(shown, crop.left * shown.width, crop.top * shown.height, edge, edge, 0, 0, width, height)
    onCrop(crop)
  }, [picture.value, look.value])

  const within = (value: number) => Math.min(1, Math.max(0, value))
  const move = (dx: number, dy: number) => {
    const { zoom, x, y } = look.peek()
    look.value = { zoom, x: within(x + dx), y: within(y + dy) }
  }
  if (unseen.value) return <p class="field-hint">{t('face.unseen')}</p>
  return (
    <div class="crop">
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it is moved by keys of its own */}
      <canvas
        ref={canvas}
        class="crop-picture"
        width={480}
        height={480}
        role="application"
        aria-label={t('face.crop')}
        aria-roledescription={t('face.cropKeys')}
        tabIndex={0}
        onKeyDown={(event) => {
          const steps: Record<string, [number, number]> = {
            ArrowLeft: [-STEP, 0],
            ArrowRight: [STEP, 0],
            ArrowUp: [0, -STEP],
            ArrowDown: [0, STEP],
          }
          const step = steps[event.key]
          if (!step) return
          event.preventDefault()
          move(...step)
        }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          const shown = picture.peek()
          if (!event.currentTarget.hasPointerCapture(event.pointerId) || !shown) return
          const edge = Math.min(shown.width, shown.height) / look.peek().zoom
          const scale = edge / event.currentTarget.clientWidth
          // The picture follows the hand, so the square goes the other way.
          move(
            (-event.movementX * scale) / Math.max(1, shown.width - edge),
            (-event.movementY * scale) / Math.max(1, shown.height - edge),
          )
        }}
      />
      <label class="crop-zoom">
        <span>{t('face.zoom')}</span>
        <input
          type="range"
          min={1}
          max={CLOSEST}
          step={0.05}
          value={look.value.zoom}
          onInput={(event) => (look.value = { ...look.peek(), zoom: Number(event.currentTarget.value) })}
        />
      </label>
    </div>
  )
}
